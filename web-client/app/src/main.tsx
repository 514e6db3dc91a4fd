import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import './common/base.css';
import { applyTheme } from './common/theme.ts';

applyTheme();
createRoot(document.getElementById('root') as HTMLElement).render(<App />);

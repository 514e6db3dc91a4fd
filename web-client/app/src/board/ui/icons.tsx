import type { ReactNode } from 'react';

function Icon({ children, size = 20 }: { children: ReactNode; size?: number }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width={size}
      height={size}
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.25"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {children}
    </svg>
  );
}

export const UndoIcon = (
  <Icon>
    <path d="M7.5 10.833 4.167 7.5 7.5 4.167M4.167 7.5h9.166a3.333 3.333 0 0 1 0 6.667H12.5" />
  </Icon>
);
export const RedoIcon = (
  <Icon>
    <path d="M12.5 10.833 15.833 7.5 12.5 4.167M15.833 7.5H6.667a3.333 3.333 0 1 0 0 6.667H7.5" />
  </Icon>
);
export const BackIcon = (
  <Icon>
    <path d="M4 4h5v5H4zM11.5 4h5v5h-5zM4 11.5h5v5H4zM11.5 11.5h5v5h-5z" />
  </Icon>
);
export const ImportIcon = (
  <Icon>
    <path d="M10 3.5v9M6.5 9l3.5 3.5L13.5 9M3.5 13.5v2a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-2" />
  </Icon>
);
export const SettingsIcon = (
  <Icon>
    <path d="M3.5 6.5h6M13.5 6.5h3M3.5 13.5h3M10.5 13.5h6" />
    <circle cx="11.5" cy="6.5" r="2" />
    <circle cx="8.5" cy="13.5" r="2" />
  </Icon>
);
export const TrashIcon = (
  <Icon>
    <path d="M3.5 5.5h13M8 5.5v-2h4v2M5.5 5.5l.7 11h7.6l.7-11M8.3 8.5v5M11.7 8.5v5" />
  </Icon>
);
export const EyeIcon = (
  <Icon>
    <path d="M2.5 10s2.7-5 7.5-5 7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5z" />
    <circle cx="10" cy="10" r="2.2" />
  </Icon>
);
export const OutlineIcon = (
  <Icon>
    <path d="M3.5 5h13M6.5 10h10M6.5 15h10" />
  </Icon>
);
export const HistoryIcon = (
  <Icon>
    <path d="M3.5 10a6.5 6.5 0 1 0 2-4.7M3.5 3.5v3h3M10 6.5V10l2.5 1.5" />
  </Icon>
);
export const ShareIcon = (
  <Icon>
    <circle cx="8" cy="7" r="2.75" />
    <path d="M2.75 16a5.25 5.25 0 0 1 10.5 0M15 6.5v5M12.5 9h5" />
  </Icon>
);

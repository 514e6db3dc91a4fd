import type { Role } from '@easel/sdk';
import { t } from '../../words/share.ts';

export const ROLES: readonly Role[] = ['viewer', 'editor', 'owner'];

interface Props<R extends Role> {
  roles: readonly R[];
  value: R;
  label: string;
  onChange: (role: R) => void;
}

export function RoleSelect<R extends Role>({ roles, value, label, onChange }: Props<R>) {
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value as R)}>
      {roles.map((role) => (
        <option key={role} value={role}>
          {t(`common.role.${role as Role}`)}
        </option>
      ))}
    </select>
  );
}

import { useStored } from '../common/useStored.ts';
import { t } from '../words/list.ts';
import { ORDERS, type Order } from './arrange.ts';
import { listOrder } from './choices.ts';

/** What the list is searched for, and how it is sorted. */
export function ListTools({ search, onSearch }: { search: string; onSearch: (search: string) => void }) {
  const order = useStored(listOrder);
  return (
    <search className="list-tools">
      <input
        type="search"
        aria-label={t('list.search')}
        placeholder={t('list.search')}
        dir="auto"
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
      />
      <select
        aria-label={t('list.order')}
        value={order}
        onChange={(event) => listOrder.set(event.currentTarget.value as Order)}
      >
        {ORDERS.map((each) => (
          <option key={each} value={each}>
            {t(`list.order.${each}`)}
          </option>
        ))}
      </select>
    </search>
  );
}

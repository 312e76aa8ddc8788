/** Where an order stands; the numbers of `IDataMarket.Status`. The last three are final. */
export const OrderStatus = { NONE: 0, OPEN: 1, DELIVERED: 2, SETTLED: 3, REFUNDED: 4, WRONG_KEY: 5 } as const;

export type OrderStatus = (typeof OrderStatus)[keyof typeof OrderStatus];

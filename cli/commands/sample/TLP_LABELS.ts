/** Labels of the Traffic Light Protocol, version 2.0, as they are typed. */
export const TLP_LABELS = ["clear", "green", "amber", "amber+strict", "red"] as const;

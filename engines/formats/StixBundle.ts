/** A checked STIX 2.1 bundle. What is not checked stays `unknown`. */
export interface StixBundle {
  readonly type: "bundle";
  readonly id: string;
  readonly objects: readonly StixObject[];
}

interface StixObject {
  readonly type: string;
  readonly id: string;
  readonly [property: string]: unknown;
}

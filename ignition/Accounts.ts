/** The accounts that receive money: those a parameter file may leave open, to be named by the deployer. */
export interface Accounts {
  treasury?: string | undefined;
  developers?: string | undefined;
  supporters?: string | undefined;
}

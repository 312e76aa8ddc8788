/** Why a supernode does not accept a hand-over or sign a report. A result like others: it stops nobody else. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

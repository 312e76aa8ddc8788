/**
 * Tests that measure gas and fail where every operator of a contract first asks which mutant is alive. They are left out.
 */
export const GAS_TESTS: readonly string[] = [
  "test_GasOfAReportWithAllSignaturesIsATenthOfATransaction",
  "test_GasKnowsNeitherCandidatesNorVotersNorTime",
  "test_OnePurchaseMayCross255Tranches",
  "test_PriceStaysCheapAtTheWidestTerms",
  "test_PublicationStaysWithinItsGas",
];

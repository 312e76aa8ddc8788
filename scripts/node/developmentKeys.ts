import { HDNodeWallet, id, Mnemonic } from "ethers";

/** The public test mnemonic of Hardhat's and anvil's accounts. Everybody knows their keys. */
const MNEMONIC = "test test test test test test test test test test test junk";

/** Keys of a development network, all of them public. */
export const developmentKeys = {
  /** The private key of a test account, by its place in the node's list. */
  account(index: number): string {
    return HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(MNEMONIC), `m/44'/60'/0'/0/${index}`).privateKey;
  },

  /** Signs the reports of the supernode in `seat`. */
  signer(seat: number): string {
    return id(`VirusMap development supernode ${seat}: signer`);
  },

  /** Content keys are wrapped to it. */
  encryption(seat: number): string {
    return id(`VirusMap development supernode ${seat}: encryption`);
  },
};

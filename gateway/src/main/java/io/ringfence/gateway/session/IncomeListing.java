package io.ringfence.gateway.session;

/**
 * What changed the account's wallet, as the venue lists it; the amount is the venue's own text.
 *
 * @param symbol        whose; may be empty
 * @param type          the venue's word, e.g. {@code FUNDING_FEE}
 * @param income        positive came in
 * @param timeMs        ms since 1970
 * @param transactionId of no other of this type
 */
public record IncomeListing(String symbol, String type, String income, String asset, long timeMs, long transactionId) {}

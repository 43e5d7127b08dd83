/**
 * The simulated venue: plays frames on loopback and speaks the protocol of Binance USD-M around the matching model;
 * spot frames are market data only.
 *
 * <pre>
 *  FrameSource ─▶ MarketPlayer ─▶ PlayedMarket ─┬▶ StreamSession…  (market streams)
 *                  pace, pongs     book, candles │
 *                  market clock                  ▼
 *  FrontDoor ─▶ RestSession ──┬▶ Trading ─▶ MatchingModel
 *            └▶ ApiSession ───┘     │
 *                                   └▶ UserStreams ─▶ UserSession…  (reports)
 * </pre>
 *
 * <p>Thread: one Netty event loop owns all state and blocks when there is nothing to do; only
 * {@link io.ringfence.gateway.simulated.SimulatedVenue}'s public methods may be called from elsewhere. Time: the market
 * clock, which is the receive time of the frames.
 */
package io.ringfence.gateway.simulated;

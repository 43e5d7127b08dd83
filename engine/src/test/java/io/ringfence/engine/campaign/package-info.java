/**
 * Campaigns: long hunts for what breaks, run by scripts with a seed, in a short form by the build. The crash campaign
 * kills a live engine again and again at a venue in another process; the venue's ledger is the judge.
 *
 * <pre>
 *  CrashCampaign ─▶ CampaignVenue (process) ◀── orders ──▶ CampaignEngine (process, killed)
 *       │                 └▶ ledger file ─▶ VenueBooks ─┐          └▶ journal ─▶ EngineBooks ─┐
 *       └────────────────────────────────────────▶ Judge ◀───────────────────────────────────┘
 * </pre>
 */
package io.ringfence.engine.campaign;

/**
 * Power loss, simulated page by page: a run is recorded together with what it forced and when ({@code RecordedDisk}); then
 * the power goes at any of its moments ({@code PowerLoss}), and what may be left on the disk is read and judged
 * ({@code PowerLossCampaign}).
 */
package io.ringfence.journal.powerloss;

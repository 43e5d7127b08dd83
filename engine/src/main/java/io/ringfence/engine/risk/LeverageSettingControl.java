package io.ringfence.engine.risk;

import io.ringfence.journal.message.RiskRule;

/**
 * Leverage or margin type at the venue isn't the configured one. Bound: the configured leverage, value: the venue's; where the margin type alone
 * differs, 0 and 1.
 */
final class LeverageSettingControl implements EntryControl {
    private final Exposure exposure;

    LeverageSettingControl(final Exposure exposure) {
        this.exposure = exposure;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.LEVERAGE_SETTING;
    }

    @Override
    public boolean refuses(final Entry entry) {
        final int instrument = entry.instrument();
        if (exposure.isLeverageOther(instrument)) {
            entry.exceeds(exposure.wantedLeverage(instrument), exposure.statedLeverage(instrument));
            return true;
        }
        return exposure.isMarginTypeOther(instrument) && entry.exceeds(0, 1);
    }
}

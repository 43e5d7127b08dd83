package io.ringfence.engine.order;

import io.ringfence.engine.risk.ProfitListener;
import io.ringfence.engine.stage.Section;
import io.ringfence.journal.message.CommandOrigin;
import io.ringfence.journal.message.FillCause;
import io.ringfence.journal.message.ForeignHandling;
import io.ringfence.journal.message.ForeignPositionEncoder;
import io.ringfence.journal.message.KillLevel;
import io.ringfence.journal.message.KillSwitchChangedEncoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.PositionCause;
import io.ringfence.journal.message.ProfitStatedEncoder;
import io.ringfence.journal.message.RiskRule;

/** Writes what is decided about the account as a whole into the section of {@code orders}. */
final class RiskRecords implements ProfitListener {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    /** What these leave for orders: half of the section. */
    private static final int PROFIT_BYTES = 512;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final KillSwitchChangedEncoder killSwitch = new KillSwitchChangedEncoder();
    private final ForeignPositionEncoder foreign = new ForeignPositionEncoder();
    private final ProfitStatedEncoder profit = new ProfitStatedEncoder();
    private final int account;
    private Section section;

    RiskRecords(final int account) {
        this.account = account;
    }

    void writeTo(final Section section) {
        this.section = section;
    }

    @Override
    public boolean onProfit(
            final int strategy,
            final long realized,
            final long unrealized,
            final long day,
            final long peak,
            final long drawdown,
            final long deepest) {
        if (section.buffer().capacity() - section.lengthBytes() < PROFIT_BYTES) {
            return false;
        }
        section.concern(0, account);
        profit.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .strategy(strategy)
                .realized(realized)
                .unrealized(unrealized)
                .day(day)
                .peak(peak)
                .drawdown(drawdown)
                .deepest(deepest);
        section.end(HEADER + profit.encodedLength());
        return true;
    }

    /** @param rule the limit that threw it, {@link RiskRule#NULL_VAL} if it was none */
    void onKillSwitch(
            final int instrument,
            final KillLevel from,
            final KillLevel to,
            final CommandOrigin origin,
            final RiskRule rule,
            final long bound,
            final long value) {
        section.concern(instrument, account);
        killSwitch
                .wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .from(from)
                .to(to)
                .origin(origin)
                .rule(rule)
                .bound(bound)
                .value(value);
        section.end(HEADER + killSwitch.encodedLength());
    }

    void onForeign(
            final int instrument,
            final long before,
            final long after,
            final FillCause fillCause,
            final ForeignHandling handling) {
        section.concern(instrument, account);
        foreign.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .before(before)
                .after(after)
                .cause(cause(before, after))
                .fillCause(fillCause)
                .handling(handling);
        section.end(HEADER + foreign.encodedLength());
    }

    private static PositionCause cause(final long before, final long after) {
        if (before == 0) {
            return PositionCause.OPENED;
        }
        return after == 0 ? PositionCause.CLOSED : PositionCause.CHANGED;
    }
}

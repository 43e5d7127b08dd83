package io.ringfence.engine.testing;

import io.ringfence.engine.signal.Bar;
import io.ringfence.engine.signal.Intent;
import io.ringfence.journal.message.SignalReason;

/** Wants what the test says, from the next bar of 1 s on. */
public final class ScriptedStrategy extends StatelessStrategy {
    private int target;
    private boolean stated;

    public void want(final int target) {
        this.target = target;
        stated = true;
    }

    @Override
    public void onBar(final Bar bar, final Intent intent) {
        if (stated) {
            intent.want(target, target < 0 ? SignalReason.CROSS_DOWN : SignalReason.CROSS_UP, 1);
        }
    }
}

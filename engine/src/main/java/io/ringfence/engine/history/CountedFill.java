package io.ringfence.engine.history;

import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.PositionChangedDecoder;

/**
 * What {@code portfolio} says that a fill did. Records of a schema before version 2 don't say it, and know neither dust nor a fee in the base
 * asset: there it follows from what they do say.
 */
final class CountedFill {
    private CountedFill() {}

    /** Whether profit and fee are told. */
    static boolean isWhole(final PositionChangedDecoder position) {
        return position.actingVersion() >= PositionChangedDecoder.fillNetSinceVersion();
    }

    /** The position before the fill, without dust. */
    static long before(final PositionChangedDecoder position) {
        return isWhole(position) ? position.quantityBefore() : position.quantity() - position.fillQuantity();
    }

    /** All that was held before the fill, with dust. */
    static long heldBefore(final PositionChangedDecoder position) {
        return position.quantity() + dust(position) - net(position);
    }

    /** What of the fill came to what is held, signed. */
    static long net(final PositionChangedDecoder position) {
        return isWhole(position) ? position.fillNet() : position.fillQuantity();
    }

    /** Held beside the position behind the fill. */
    static long dust(final PositionChangedDecoder position) {
        return position.actingVersion() >= PositionChangedDecoder.dustSinceVersion() ? position.dust() : 0;
    }

    /** Whether a fee was taken in another asset than the account's currency. */
    static boolean hasOtherFee(final ExecutionReportDecoder report) {
        return report.otherFee() != 0 && report.otherFee() != ExecutionReportDecoder.otherFeeNullValue();
    }

    /** Money 1e-8; {@code report} is of that fill. */
    static long fee(final PositionChangedDecoder position, final ExecutionReportDecoder report) {
        return isWhole(position) ? position.fillFee() : report.fee();
    }
}

package io.ringfence.engine.simulation;

import io.ringfence.engine.recovery.InDoubtOrder;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.snapshot.StageState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What comes back after a crash: of both logs exactly what the cut left (I1), the very state that died, or the one that the dead
 * generation had begun with (I2), and all orders that only the decision log has. It may be damaged or changed, never different.
 */
final class RecoveryWatch {
    private final Violations violations;
    private final DecisionRecords records = new DecisionRecords();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();

    RecoveryWatch(final Violations violations) {
        this.violations = violations;
    }

    /** A log must have been read up to its cut; a torn record that lacked nothing but zeros is whole. */
    int prefix(final CrashSite.Remains remains, final LogEnd found, final String what) {
        final int cut = remains.cut().records();
        if (remains.tear() == SimulatedLog.Tear.ZEROS
                && remains.cut().bytes() > 0
                && found.equals(remains.log().end(cut + 1))) {
            return cut + 1;
        }
        violations.require(
                found.equals(remains.log().end(cut)),
                "I1",
                what + " read up to " + found + ", was left up to "
                        + remains.log().end(cut) + " " + remains.cut() + " " + remains.tear());
        return cut;
    }

    /** @param ended whether the generation before ended in order */
    void outcome(
            final RecoveryOutcome found,
            final boolean ended,
            final boolean otherBuild,
            final boolean torn,
            final List<String> told) {
        final boolean expected = switch (found) {
            case CLEAN -> ended;
            case REPLAYED -> !otherBuild && !ended;
            case CHANGED -> otherBuild && !ended;
            case DAMAGED -> torn;
            default -> false;
        };
        violations.require(
                expected,
                "I2",
                "recovery came out as " + found + " ended=" + ended + " otherBuild=" + otherBuild + " torn=" + torn
                        + "\n" + String.join("\n", told));
    }

    void state(final List<StageState> expected, final List<StageState> found, final String what) {
        firstDifference(expected, found)
                .ifPresent(stage -> violations.add("I2", what + ": state of stage " + stage + " differs"));
    }

    private static Optional<String> firstDifference(final List<StageState> expected, final List<StageState> found) {
        if (expected.size() != found.size()) {
            return Optional.of(expected.size() + " against " + found.size() + " stages");
        }
        for (int i = 0; i < expected.size(); i++) {
            final StageState one = expected.get(i);
            final StageState other = found.get(i);
            if (!one.stage().equals(other.stage()) || !one.bytes().equals(other.bytes())) {
                final int at = one.bytes().mismatch(other.bytes());
                return Optional.of(one.stage() + " at byte " + at + " of " + one.lengthBytes());
            }
        }
        return Optional.empty();
    }

    /** Exactly the orders decided behind the last event that is left are in doubt. */
    void doubts(final SimulatedLog decisions, final int kept, final long lastSequence, final List<InDoubtOrder> found) {
        final Set<String> expected = new TreeSet<>();
        decisions.read(kept, (sequence, payload, offset, lengthBytes) -> {
            if (sequence > lastSequence) {
                records.wrap(payload, offset, lengthBytes);
                for (int at = records.first(); at != DecisionRecords.END; at = records.next(at)) {
                    if (records.templateId(at) == OrderPlacedDecoder.TEMPLATE_ID) {
                        expected.add(OrderName.of(placed.wrapAndApplyHeader(payload, at, header)
                                        .orderId())
                                .toString());
                    }
                }
            }
        });
        final List<String> names = new ArrayList<>();
        found.forEach(order -> names.add(name(order).toString()));
        violations.require(
                expected.equals(new TreeSet<>(names)) && names.size() == expected.size(),
                "I2",
                "orders in doubt are " + names + ", the decision log has " + expected);
    }

    static OrderName name(final InDoubtOrder order) {
        return new OrderName(order.engineId(), order.epoch(), order.sequence(), order.index());
    }
}

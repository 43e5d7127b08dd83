package io.ringfence.benchmarks.question;

import io.ringfence.benchmarks.OrderBenchmark;
import io.ringfence.benchmarks.report.Goal;
import io.ringfence.benchmarks.report.Section;
import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.rig.OwnCost;
import io.ringfence.benchmarks.subject.Market;
import io.ringfence.benchmarks.subject.StageCost;
import java.util.Map;

/** Question 7: what each stage costs an event, and what writing and signing an order costs. */
final class Operations implements Question {
    private static final int SWEEPS = 20_000;
    private static final double NO_BYTES = 0.01;

    @Override
    public String name() {
        return "operations";
    }

    @Override
    public void answer(final Bench bench) {
        final Section section = new Section(
                "7. Operations",
                "CPU time and allocated bytes of one; least of "
                        + bench.extent().pairs()
                        + " rounds. Stages: per event of a generated market, an order every "
                        + TickToOrder.QUOTES_PER_TURN + " quotes, one after the other on one thread.",
                "operation",
                "ns",
                "B");
        bench.cores().pin(0);
        try {
            stages(bench, section, 1);
            stages(bench, section, 400);
            orders(bench, section);
        } finally {
            Cores.release();
        }
        section.note("what indicators cost per bar: `java -jar benchmarks/target/benchmarks.jar Feature`");
        bench.report().add(section);
    }

    private static void stages(final Bench bench, final Section section, final int instruments) {
        final StageCost stages =
                new StageCost(Market.generated(instruments, TickToOrder.TAPE_EVENTS), TickToOrder.QUOTES_PER_TURN);
        double bytes = Double.MAX_VALUE;
        for (int i = 0; i < 2 * bench.extent().warmUps(); i++) {
            stages.sweep();
        }
        final Map<String, OwnCost> least = stages.sweep();
        for (int i = 0; i < bench.extent().pairs(); i++) {
            final Map<String, OwnCost> next = stages.sweep();
            next.forEach((stage, cost) -> least.merge(stage, cost, OwnCost::best));
            bytes = Math.min(bytes, next.get(StageCost.ALL).bytes());
        }
        least.forEach((stage, cost) ->
                section.row(stage + ", " + Sizes.instruments(instruments), cost.nanos(), cost.bytes()));
        bench.report()
                .add(Goal.atMost(
                        "bytes allocated by all stages per event, " + Sizes.instruments(instruments),
                        bytes,
                        NO_BYTES,
                        NO_BYTES,
                        ""));
    }

    private static void orders(final Bench bench, final Section section) {
        final OrderBenchmark orders = new OrderBenchmark();
        orders.prepare();
        row(bench, section, "encode an order, session logged on", orders::encode);
        row(bench, section, "encode and sign an order, HMAC", orders::encodeAndSign);
        row(bench, section, "sign 150 bytes, HMAC", orders::sign);
    }

    private static void row(final Bench bench, final Section section, final String what, final Runnable operation) {
        OwnCost least = sweep(operation);
        for (int i = 0; i < bench.extent().pairs(); i++) {
            least = least.best(sweep(operation));
        }
        section.row(what, least.nanos(), least.bytes());
    }

    private static OwnCost sweep(final Runnable operation) {
        return OwnCost.of(
                () -> {
                    for (int i = 0; i < SWEEPS; i++) {
                        operation.run();
                    }
                },
                SWEEPS);
    }
}

package io.ringfence.engine.order;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What was recorded, told otherwise. */
final class Disorder {
    private Disorder() {}

    /** In another order, some of it twice. */
    static <T> List<T> of(final List<T> recorded, final Random random) {
        final List<T> told = new ArrayList<>(recorded);
        recorded.stream().filter(one -> random.nextBoolean()).forEach(told::add);
        Collections.shuffle(told, random);
        return told;
    }
}

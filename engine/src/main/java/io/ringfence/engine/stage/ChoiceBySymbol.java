package io.ringfence.engine.stage;

import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Which of several things was chosen for which instrument: configuration knows symbols, events know ids. A saved state finds its choices
 * again under any configuration. Owned by the stage that asks.
 */
public final class ChoiceBySymbol {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
    private final long[] chosenFor;
    private final int[] choices;
    private final int otherwise;
    private final Symbols symbols;
    private final int[] chosen;

    /**
     * @param bySymbol  the choice of every symbol that has one of its own
     * @param otherwise of all others
     */
    public ChoiceBySymbol(final Map<String, Integer> bySymbol, final int otherwise, final int maxInstruments) {
        this.otherwise = otherwise;
        final List<String> own = new ArrayList<>(bySymbol.keySet());
        chosenFor = own.stream().mapToLong(Symbols::hash).toArray();
        choices = own.stream().mapToInt(bySymbol::get).toArray();
        symbols = new Symbols(maxInstruments);
        chosen = new int[maxInstruments + 1];
        Arrays.fill(chosen, otherwise);
    }

    public static long stateBytes(final int highestInstrument) {
        return Symbols.stateBytes(highestInstrument);
    }

    public void save(final StateWriter state, final int highestInstrument) {
        symbols.save(state, highestInstrument);
    }

    public void load(final StateReader state, final int highestInstrument) {
        symbols.load(state, highestInstrument);
        for (int instrument = 0; instrument <= highestInstrument; instrument++) {
            chosen[instrument] = find(symbols.of(instrument));
        }
    }

    /** Takes the {@code InstrumentDefinition} in {@code slot}. */
    public void learn(final Slot slot) {
        symbols.learn(slot.instrument(), definition.wrapAndApplyHeader(slot.event(), 0, header));
        chosen[slot.instrument()] = find(symbols.of(slot.instrument()));
    }

    /** The instrument's choice. */
    public int of(final int instrument) {
        return chosen[instrument];
    }

    private int find(final long symbol) {
        for (int i = 0; i < chosenFor.length; i++) {
            if (chosenFor[i] == symbol) {
                return choices[i];
            }
        }
        return otherwise;
    }
}

package io.ringfence.engine.stage;

import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Which of several things was chosen for which instrument: configuration knows symbols, events know ids. What is kept of a symbol is
 * a hash, so that a saved state finds its choices again under any configuration. Owned by the stage that asks.
 */
public final class ChoiceBySymbol {
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
    private final byte[] text = new byte[InstrumentDefinitionDecoder.symbolHeaderLength() + 0xFF];
    private final long[] chosenFor;
    private final int[] choices;
    private final int otherwise;
    private final long[] symbols;
    private final int[] chosen;

    /**
     * @param bySymbol  the choice of every symbol that has one of its own
     * @param otherwise of all others
     */
    public ChoiceBySymbol(final Map<String, Integer> bySymbol, final int otherwise, final int maxInstruments) {
        this.otherwise = otherwise;
        final List<String> own = new ArrayList<>(bySymbol.keySet());
        chosenFor = new long[own.size()];
        choices = new int[own.size()];
        for (int i = 0; i < own.size(); i++) {
            final byte[] bytes = own.get(i).getBytes(StandardCharsets.US_ASCII);
            chosenFor[i] = hash(bytes, bytes.length);
            choices[i] = bySymbol.get(own.get(i));
        }
        symbols = new long[maxInstruments + 1];
        chosen = new int[maxInstruments + 1];
        Arrays.fill(chosen, otherwise);
    }

    public static long stateBytes(final int highestInstrument) {
        return (highestInstrument + 1L) * Long.BYTES;
    }

    public void save(final StateWriter state, final int highestInstrument) {
        state.putLongs(symbols, 0, highestInstrument + 1);
    }

    public void load(final StateReader state, final int highestInstrument) {
        state.getLongs(symbols, 0, highestInstrument + 1);
        for (int instrument = 0; instrument <= highestInstrument; instrument++) {
            chosen[instrument] = find(symbols[instrument]);
        }
    }

    /** Takes the {@code InstrumentDefinition} in {@code slot}. */
    public void learn(final Slot slot) {
        definition.wrapAndApplyHeader(slot.event(), 0, header);
        symbols[slot.instrument()] = hash(text, definition.getSymbol(text, 0, text.length));
        chosen[slot.instrument()] = find(symbols[slot.instrument()]);
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

    private static long hash(final byte[] bytes, final int length) {
        long hash = FNV_BASIS;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ bytes[i]) * FNV_PRIME;
        }
        return hash;
    }
}

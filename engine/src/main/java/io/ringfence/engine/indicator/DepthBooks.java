package io.ringfence.engine.indicator;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import java.util.Arrays;

/**
 * The depth books of all instruments, and how they are saved: what is large, their levels, not at once. {@link #save}
 * notes how many levels each has and keeps room for them; {@link #saveMore} copies one book at a time, and {@link
 * #change}, which comes before every change of a book, copies it first. So what is written is the books as they were at
 * {@code save}, though no event pays for more than two of them. Owned by {@code indicators}; takes a book when it is
 * defined, from those that were provided as long as there are any.
 */
final class DepthBooks {
    private static final int SAVED = -1;

    private final DepthBook[] books;
    private final int bookLevels;
    private final int[] levelsAt;

    /** Where the levels go; null if all are saved. */
    private StateWriter saving;

    private DepthBook[] provided = {};
    private int providedLeft;
    private int nextToSave;
    private int lastToSave;

    DepthBooks(final int maxInstruments, final int bookLevels) {
        this.bookLevels = bookLevels;
        books = new DepthBook[maxInstruments + 1];
        levelsAt = new int[maxInstruments + 1];
    }

    long stateBytes(final int highestInstrument) {
        return highestInstrument * DepthBook.stateBytes(bookLevels);
    }

    /** Takes the memory for {@code count} more. Before the lane runs. */
    void provide(final int count) {
        provided = new DepthBook[count];
        Arrays.setAll(provided, i -> new DepthBook(bookLevels));
        providedLeft = count;
    }

    void define(final int instrument) {
        if (books[instrument] == null) {
            books[instrument] = providedLeft > 0 ? provided[--providedLeft] : new DepthBook(bookLevels);
            levelsAt[instrument] = SAVED;
        }
    }

    /** Null before its definition. */
    DepthBook book(final int instrument) {
        return books[instrument];
    }

    /** The book, to be changed. */
    DepthBook change(final int instrument) {
        if (saving != null) {
            saveLevels(instrument);
        }
        return books[instrument];
    }

    void save(final StateWriter state, final int highestInstrument) {
        for (int instrument = 1; instrument <= highestInstrument; instrument++) {
            if (books[instrument] != null) {
                books[instrument].save(state);
            }
        }
        for (int instrument = 1; instrument <= highestInstrument; instrument++) {
            if (books[instrument] != null) {
                levelsAt[instrument] = state.reserve(books[instrument].levelBytes());
            }
        }
        saving = state;
        nextToSave = 1;
        lastToSave = highestInstrument;
    }

    /** Copies the next book; true when all are. */
    boolean saveMore() {
        while (saving != null && nextToSave <= lastToSave) {
            if (saveLevels(nextToSave++)) {
                return false;
            }
        }
        saving = null;
        return true;
    }

    private boolean saveLevels(final int instrument) {
        final int at = levelsAt[instrument];
        if (books[instrument] == null || at == SAVED) {
            return false;
        }
        books[instrument].saveLevels(saving, at);
        levelsAt[instrument] = SAVED;
        return true;
    }

    /** Takes up what was saved; the books must have been defined. */
    void load(final StateReader state, final int highestInstrument) {
        for (int instrument = 1; instrument <= highestInstrument; instrument++) {
            if (books[instrument] != null) {
                books[instrument].load(state);
            }
        }
        for (int instrument = 1; instrument <= highestInstrument; instrument++) {
            if (books[instrument] != null) {
                books[instrument].loadLevels(state);
            }
        }
    }

    /** All that was known is void. */
    void invalidate() {
        for (int instrument = 1; instrument < books.length; instrument++) {
            if (books[instrument] != null) {
                change(instrument).invalidate();
            }
        }
    }
}

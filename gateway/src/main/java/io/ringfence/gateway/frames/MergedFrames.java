package io.ringfence.gateway.frames;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Several sources as one, by receive time; of two frames with the same time that of the earlier source comes first. */
public final class MergedFrames implements FrameSource {
    private static final int NONE = -1;

    private final List<? extends FrameSource> sources;
    private final Frame[] heads;
    private final List<FramedSymbol> symbols;
    private int lastTaken = NONE;

    public MergedFrames(final List<? extends FrameSource> sources) {
        this.sources = List.copyOf(sources);
        this.symbols = symbolsOf(sources);
        this.heads = new Frame[sources.size()];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = sources.get(i).next();
        }
    }

    /** Opens frames files, one or more. */
    public static FrameSource open(final List<Path> paths) {
        final List<FrameSource> files = new ArrayList<>();
        for (final Path path : paths) {
            files.add(FramesFile.open(path));
        }
        return files.size() == 1 ? files.get(0) : new MergedFrames(files);
    }

    @Override
    public List<FramedSymbol> symbols() {
        return symbols;
    }

    @Override
    public long startTimeNs() {
        return sources.stream().mapToLong(FrameSource::startTimeNs).min().orElseThrow();
    }

    @Override
    public Frame next() {
        if (lastTaken != NONE) {
            heads[lastTaken] = sources.get(lastTaken).next();
        }
        lastTaken = earliest();
        return lastTaken == NONE ? null : heads[lastTaken];
    }

    @Override
    public void close() {
        sources.forEach(FrameSource::close);
    }

    private int earliest() {
        int best = NONE;
        for (int i = 0; i < heads.length; i++) {
            if (heads[i] != null && (best == NONE || heads[i].receiveTimeNs() < heads[best].receiveTimeNs())) {
                best = i;
            }
        }
        return best;
    }

    /** Each symbol once, with the most decimals that any source prints. */
    private static List<FramedSymbol> symbolsOf(final List<? extends FrameSource> sources) {
        final List<FramedSymbol> all = new ArrayList<>();
        for (final FrameSource source : sources) {
            for (final FramedSymbol symbol : source.symbols()) {
                add(all, symbol);
            }
        }
        return List.copyOf(all);
    }

    private static void add(final List<FramedSymbol> all, final FramedSymbol symbol) {
        for (int i = 0; i < all.size(); i++) {
            final FramedSymbol known = all.get(i);
            if (known.kind() == symbol.kind() && known.symbol().equals(symbol.symbol())) {
                final int price = Math.max(known.priceDecimals(), symbol.priceDecimals());
                final int quantity = Math.max(known.quantityDecimals(), symbol.quantityDecimals());
                all.set(
                        i,
                        (known.firstPrice() == FramedSymbol.UNKNOWN_PRICE ? symbol : known)
                                .withDecimals(price, quantity));
                return;
            }
        }
        all.add(symbol);
    }
}

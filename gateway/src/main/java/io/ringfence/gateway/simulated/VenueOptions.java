package io.ringfence.gateway.simulated;

import io.ringfence.gateway.frames.FrameSource;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.frames.MergedFrames;
import io.ringfence.gateway.matching.MatchingRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a simulated venue plays and for whom. It always binds to loopback.
 *
 * @param port       0: any free one
 * @param frames     frames files, merged by receive time; empty: a generated market
 * @param seed       of the generated market
 * @param instruments of the generated market, 1 to 512
 * @param seconds    of the generated market; {@link GeneratedMarket#ENDLESS}: no end
 * @param startAfter how many clients that follow the market clock must have subscribed before playing begins; 0: it
 *                   begins at once
 * @param faults     what goes wrong on purpose
 * @param ledger     the file that the venue's books are appended to; empty: none is written
 * @param limits     on REST requests, by the host's clock
 */
public record VenueOptions(
        int port,
        List<Path> frames,
        long seed,
        int instruments,
        int seconds,
        Speed speed,
        int startAfter,
        MatchingRules rules,
        List<VenueAccount> accounts,
        FaultOptions faults,
        Optional<Path> ledger,
        RequestLimits limits) {

    public VenueOptions {
        frames = List.copyOf(frames);
        accounts = List.copyOf(accounts);
        require(port >= 0 && port <= 65_535, "port", port);
        require(startAfter >= 0, "startAfter", startAfter);
    }

    /** Plays recorded frames at the original pace from the first client on. */
    public static VenueOptions ofFrames(final List<Path> frames) {
        return of(frames, 0, 1, 0);
    }

    /** Plays a generated market at the original pace from the first client on. */
    public static VenueOptions ofGenerated(final long seed, final int instruments, final int seconds) {
        return of(List.of(), seed, instruments, seconds);
    }

    private static VenueOptions of(final List<Path> frames, final long seed, final int instruments, final int seconds) {
        return new VenueOptions(
                0,
                frames,
                seed,
                instruments,
                seconds,
                Speed.ORIGINAL,
                1,
                MatchingRules.DEFAULT,
                List.of(),
                FaultOptions.NONE,
                Optional.empty(),
                RequestLimits.BINANCE);
    }

    public VenueOptions withPort(final int port) {
        return new VenueOptions(
                port, frames, seed, instruments, seconds, speed, startAfter, rules, accounts, faults, ledger, limits);
    }

    public VenueOptions withSpeed(final Speed speed) {
        return new VenueOptions(
                port, frames, seed, instruments, seconds, speed, startAfter, rules, accounts, faults, ledger, limits);
    }

    public VenueOptions withStartAfter(final int startAfter) {
        return new VenueOptions(
                port, frames, seed, instruments, seconds, speed, startAfter, rules, accounts, faults, ledger, limits);
    }

    public VenueOptions withRules(final MatchingRules rules) {
        return new VenueOptions(
                port, frames, seed, instruments, seconds, speed, startAfter, rules, accounts, faults, ledger, limits);
    }

    public VenueOptions withFaults(final FaultOptions faults) {
        return new VenueOptions(
                port, frames, seed, instruments, seconds, speed, startAfter, rules, accounts, faults, ledger, limits);
    }

    public VenueOptions withAccounts(final VenueAccount... accounts) {
        return new VenueOptions(
                port,
                frames,
                seed,
                instruments,
                seconds,
                speed,
                startAfter,
                rules,
                List.of(accounts),
                faults,
                ledger,
                limits);
    }

    /** Also writes its books to {@code file}, see {@link LedgerFile}. */
    public VenueOptions withLedger(final Path file) {
        return new VenueOptions(
                port,
                frames,
                seed,
                instruments,
                seconds,
                speed,
                startAfter,
                rules,
                accounts,
                faults,
                Optional.of(file),
                limits);
    }

    public VenueOptions withLimits(final RequestLimits limits) {
        return new VenueOptions(
                port, frames, seed, instruments, seconds, speed, startAfter, rules, accounts, faults, ledger, limits);
    }

    FrameSource openFrames() {
        return frames.isEmpty() ? new GeneratedMarket(seed, instruments, seconds) : MergedFrames.open(frames);
    }

    private static void require(final boolean holds, final String name, final long value) {
        if (!holds) {
            throw new IllegalArgumentException("venue options: " + name + "=" + value + " is out of range");
        }
    }
}

package io.ringfence.gateway.simulated;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.ringfence.gateway.frames.FrameSource;
import io.ringfence.gateway.frames.FramedSymbol;
import io.ringfence.gateway.matching.MatchingListener;
import io.ringfence.gateway.matching.MatchingModel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A venue on loopback that plays a market and trades in it, as {@link io.ringfence.gateway.simulated} draws it. One
 * event loop thread does everything and blocks while there is nothing to do. All methods may be called from any thread.
 */
public final class SimulatedVenue implements AutoCloseable {
    private static final int MAX_BODY_LENGTH = 1 << 16;
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(1 << 18, 1 << 20);
    private static final long SHUTDOWN_LIMIT_S = 5;

    private final EventLoopGroup group;
    private final EventLoop loop;
    private final FrameSource source;
    private final VenueOptions options;
    private final VenueCounters counters = new VenueCounters();
    private final PlayedMarket market;
    private final Venue venue;
    private final MarketPlayer player;
    private final Optional<LedgerFile> ledgerFile;
    private Channel channel;

    /**
     * Prepares a venue: opens the frames and learns what they are about.
     *
     * @throws io.ringfence.gateway.frames.FrameException naming file and line of frames that can't be read
     */
    public SimulatedVenue(final VenueOptions options) {
        this.options = options;
        source = options.openFrames();
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("venue", true), ioHandlers());
        loop = group.next();
        final Trading trading = new Trading();
        ledgerFile = options.ledger().map(LedgerFile::new);
        final MatchingModel model = new MatchingModel(
                options.rules(),
                ledgerFile
                        .<MatchingListener>map(file -> new Listeners(file, trading))
                        .orElse(trading));
        market = new PlayedMarket(source.symbols(), source.startTimeNs(), model, counters);
        venue = assemble(trading, model);
        player = new MarketPlayer(loop, source, market, venue.hub(), options);
        ledgerFile.ifPresent(file -> file.connect(model, id -> market.symbol(id).instrument()));
        trading.connect(
                model,
                venue.accounts(),
                market,
                venue.users(),
                new SpotStreams(venue.faults(), counters),
                player::standsStill,
                ledgerFile.<Consumer<String>>map(file -> file::arrived).orElse(id -> {}));
    }

    private Venue assemble(final Trading trading, final MatchingModel model) {
        final Faults faults = new Faults(loop, counters, options.faults());
        return new Venue(
                loop,
                market,
                new Accounts(options.accounts(), model, market),
                trading,
                new UserStreams(market, faults, counters),
                new StreamHub(),
                new MarketTexts(market, options.rules()),
                new AccountTexts(model, market),
                faults,
                counters);
    }

    /**
     * Binds to loopback and, if the options say so, begins to play.
     *
     * @throws IllegalStateException if the port can't be bound
     */
    public SimulatedVenue start() {
        final RestRoutes routes = new RestRoutes(venue, options.limits());
        final ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(channelType())
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(final Channel child) {
                        child.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(MAX_BODY_LENGTH),
                                        new FrontDoor(venue, routes));
                    }
                });
        final InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port());
        bind(bootstrap, address);
        loop.execute(player::onChange);
        return this;
    }

    /** Waits without throwing: Netty throws checked exceptions where none are declared. */
    private void bind(final ServerBootstrap bootstrap, final InetSocketAddress address) {
        final ChannelFuture binding = bootstrap.bind(address).awaitUninterruptibly();
        if (!binding.isSuccess()) {
            close();
            throw new IllegalStateException(
                    "the venue can't listen on " + address.getAddress().getHostAddress() + ":" + address.getPort()
                            + ", is another one running there? ("
                            + binding.cause().getMessage() + ")",
                    binding.cause());
        }
        channel = binding.channel();
    }

    /** The port that the venue listens on. */
    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** What is played: symbols and whose rules they follow. */
    public List<FramedSymbol> symbols() {
        return source.symbols();
    }

    /** The market clock: receive time of what was played last, ns since 1970. */
    public long marketTimeNs() {
        return market.timeNs();
    }

    /** Calls {@code listener}, on the venue's thread, when the market is over or, then saying why, can't be played on. */
    public void onFinished(final Consumer<Optional<Throwable>> listener) {
        player.finished().whenComplete((done, failure) -> listener.accept(Optional.ofNullable(failure)));
    }

    /**
     * Waits until the last frame has been played and handed to the sockets.
     *
     * @return false if that didn't happen in time
     * @throws IllegalStateException with the cause if a frame can't be read or understood
     */
    public boolean awaitFinished(final Duration atMost) throws InterruptedException {
        try {
            player.finished().get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (final TimeoutException e) {
            return false;
        } catch (final ExecutionException e) {
            throw new IllegalStateException(
                    "the market could not be played: " + e.getCause().getMessage(), e);
        }
    }

    /** A copy of all that was traded. */
    public Ledger ledger() {
        return onLoop(venue.trading()::ledger);
    }

    /** A copy of the counters. */
    public VenueCounts counts() {
        return onLoop(counters::counts);
    }

    /** Closes all connections and the frames; ends the venue's thread. */
    @Override
    public void close() {
        group.shutdownGracefully(0, SHUTDOWN_LIMIT_S, TimeUnit.SECONDS).syncUninterruptibly();
        source.close();
        ledgerFile.ifPresent(LedgerFile::close);
    }

    private <T> T onLoop(final Supplier<T> question) {
        if (loop.inEventLoop() || loop.isShuttingDown()) {
            return question.get();
        }
        return CompletableFuture.supplyAsync(question, loop).join();
    }

    private static IoHandlerFactory ioHandlers() {
        return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    private static Class<? extends ServerChannel> channelType() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }
}

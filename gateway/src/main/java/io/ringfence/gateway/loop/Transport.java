package io.ringfence.gateway.loop;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SelectStrategyFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.channels.spi.SelectorProvider;

/** How a loop talks to the operating system. */
public enum Transport {
    /** Linux only; see {@link #best()}. */
    EPOLL(EpollSocketChannel.class) {
        @Override
        IoHandlerFactory handlers(final SelectStrategyFactory selecting) {
            return EpollIoHandler.newFactory(0, selecting);
        }
    },
    NIO(NioSocketChannel.class) {
        @Override
        IoHandlerFactory handlers(final SelectStrategyFactory selecting) {
            return NioIoHandler.newFactory(SelectorProvider.provider(), selecting);
        }
    };

    private final Class<? extends SocketChannel> channelType;

    Transport(final Class<? extends SocketChannel> channelType) {
        this.channelType = channelType;
    }

    /** {@link #EPOLL} where its native library loads, {@link #NIO} elsewhere. */
    public static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    Class<? extends SocketChannel> channelType() {
        return channelType;
    }

    abstract IoHandlerFactory handlers(SelectStrategyFactory selecting);
}

package io.fluxrouter.gateway.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.UnpooledHttpClientConnection;
import io.vertx.core.net.impl.VertxConnection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts small pieces that are written before one flush into one: a head and its body, or the size,
 * the data and the end of a chunk. Copying some hundred bytes costs far less than handing the
 * system a list of pieces.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the promise that was passed says the same
public final class SmallWrites extends ChannelOutboundHandlerAdapter {
    /** From here on, a copy costs more than a piece. */
    private static final int SMALL = 2_048;

    /** What a packet of the loopback or of a jumbo frame holds, in whole pages. */
    private static final int MOST = 8_192;

    private @Nullable ByteBuf gathered;
    private boolean ours;
    private final List<ChannelPromise> promises = new ArrayList<>(2);

    /** Does nothing for connections with TLS, which gathers what it encrypts by itself. */
    public static void on(HttpConnection connection) {
        HttpConnection wire =
                connection instanceof UnpooledHttpClientConnection outer
                        ? outer.unwrap()
                        : connection;
        if (!(wire instanceof VertxConnection inner)) return;
        ChannelPipeline pipeline = inner.channelHandlerContext().pipeline();
        if (pipeline.get(SslHandler.class) == null) pipeline.addFirst(new SmallWrites());
    }

    @Override
    public void write(ChannelHandlerContext channel, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf piece && piece.readableBytes() <= SMALL) {
            gather(channel, piece);
            if (!promise.isVoid()) promises.add(promise);
        } else {
            pass(channel);
            channel.write(message, promise);
        }
    }

    @Override
    public void flush(ChannelHandlerContext channel) {
        pass(channel);
        channel.flush();
    }

    @Override
    public void close(ChannelHandlerContext channel, ChannelPromise promise) {
        pass(channel);
        channel.close(promise);
    }

    @Override
    public void disconnect(ChannelHandlerContext channel, ChannelPromise promise) {
        pass(channel);
        channel.disconnect(promise);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext channel) {
        pass(channel);
    }

    /** A single piece goes on as it is; the second makes a buffer of our own. */
    private void gather(ChannelHandlerContext channel, ByteBuf piece) {
        ByteBuf before = gathered;
        if (before != null && before.readableBytes() + piece.readableBytes() > MOST) {
            pass(channel);
            before = null;
        }
        if (before == null) {
            gathered = piece;
            ours = false;
            return;
        }
        if (!ours) {
            int size = Math.max(SMALL, before.readableBytes() + piece.readableBytes());
            gathered = channel.alloc().ioBuffer(size, MOST).writeBytes(before);
            before.release();
            before = gathered;
            ours = true;
        }
        before.writeBytes(piece);
        piece.release();
    }

    private void pass(ChannelHandlerContext channel) {
        ByteBuf whole = gathered;
        if (whole == null) return;
        gathered = null;
        channel.write(whole, promise(channel));
    }

    /** One for all that wait for a piece of it. */
    private ChannelPromise promise(ChannelHandlerContext channel) {
        if (promises.isEmpty()) return channel.voidPromise();
        ChannelPromise first = promises.getFirst();
        if (promises.size() > 1) {
            List<ChannelPromise> others = List.copyOf(promises.subList(1, promises.size()));
            first.addListener(
                    written -> others.forEach(other -> end(other, (ChannelFuture) written)));
        }
        promises.clear();
        return first;
    }

    private static void end(ChannelPromise promise, ChannelFuture written) {
        if (written.isSuccess()) promise.trySuccess();
        else promise.tryFailure(written.cause());
    }
}

package io.fluxrouter.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // an embedded channel has done all when it returns
class SmallWritesTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new SmallWrites());

    private ChannelFuture write(String text) {
        return channel.write(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private String next() {
        ByteBuf piece = channel.readOutbound();
        try {
            return piece.toString(StandardCharsets.US_ASCII);
        } finally {
            piece.release();
        }
    }

    @Test
    void a_head_and_its_body_leave_as_one_and_both_promises_are_kept() {
        ChannelFuture head = write("head;");
        ChannelFuture body = write("body");
        assertThat(head.isDone() || body.isDone()).isFalse();
        channel.flush();
        assertThat(next()).isEqualTo("head;body");
        assertThat(head.isSuccess() && body.isSuccess()).isTrue();
    }

    @Test
    void nothing_is_held_back_after_a_flush() {
        write("one");
        channel.flush();
        assertThat(next()).isEqualTo("one");
        write("two");
        channel.flush();
        assertThat(next()).isEqualTo("two");
    }

    @Test
    void what_was_not_flushed_fails_when_the_connection_closes() {
        ChannelFuture one = write("one");
        ChannelFuture two = write("two");
        channel.close();
        assertThat(one.cause()).isNotNull();
        assertThat(two.cause()).isNotNull();
    }

    @Test
    void a_caller_s_own_buffer_is_never_written_to() {
        ByteBuf shared = Unpooled.buffer(64).writeBytes(new byte[] {'a'});
        channel.write(shared.retainedDuplicate());
        write("b");
        channel.flush();
        assertThat(next()).isEqualTo("ab");
        assertThat(shared.readableBytes()).isOne();
        assertThat(shared.getByte(1)).isZero();
        shared.release();
    }

    @Test
    void failures_reach_every_promise() {
        List<ChannelFuture> futures = new ArrayList<>();
        channel.close();
        for (int i = 0; i < 3; i++) futures.add(write("late"));
        channel.flush();
        assertThat(futures).allMatch(ChannelFuture::isDone).noneMatch(ChannelFuture::isSuccess);
    }

    @Test
    void any_pieces_arrive_whole_in_order_and_are_released() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        List<ByteBuf> pieces = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(random.nextInt(5) == 0 ? 20_000 : 900)];
            random.nextBytes(bytes);
            sent.writeBytes(bytes);
            ByteBuf piece = Unpooled.wrappedBuffer(bytes);
            pieces.add(piece);
            channel.write(piece);
            if (random.nextInt(3) == 0) channel.flush();
        }
        channel.flush();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            byte[] bytes = new byte[out.readableBytes()];
            out.readBytes(bytes);
            arrived.writeBytes(bytes);
            out.release();
        }
        assertThat(arrived.toByteArray()).isEqualTo(sent.toByteArray());
        assertThat(pieces).allMatch(piece -> piece.refCnt() == 0 || piece.capacity() == 0);
    }
}

package io.github.spreadspring.daemon;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import io.github.spreadspring.protocol.MalformedFrameException;

/**
 * Takes what a client sends to the sequencer, and tells it when the client is gone.
 */
final class SessionHandler extends ChannelInboundHandlerAdapter {

	private static final Logger logger = System.getLogger(EmbeddedSpreadDaemon.class.getName());

	private final Session session;

	private final FrameReader reader;

	SessionHandler(Session session) {
		this.session = session;
		this.reader = new FrameReader(session.id(), ByteBufAllocator.DEFAULT);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		ByteBuf bytes = (ByteBuf) message;
		try {
			while (!this.session.hasEnded() && bytes.isReadable()) {
				FrameRun run = this.reader.read(bytes);
				if (run != null) {
					sequencer().received(this.session, run);
				}
			}
		}
		catch (MalformedFrameException ex) {
			sequencer().kill(this.session, ex.getMessage());
		}
		finally {
			bytes.release();
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		sequencer().flush();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		sequencer().disconnected(this.session);
		sequencer().flush();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (!(cause instanceof IOException)) {
			logger.log(Level.WARNING, () -> "Session %s failed".formatted(this.session), cause);
		}
		context.close();
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		this.reader.close();
	}

	private Sequencer sequencer() {
		return this.session.daemon().sequencer();
	}

}

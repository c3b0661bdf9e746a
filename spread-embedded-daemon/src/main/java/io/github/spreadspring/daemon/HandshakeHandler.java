package io.github.spreadspring.daemon;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

import io.github.spreadspring.protocol.AcceptReply;
import io.github.spreadspring.protocol.AuthenticationMethods;
import io.github.spreadspring.protocol.ConnectRequest;
import io.github.spreadspring.protocol.ErrorCode;
import io.github.spreadspring.protocol.MemberId;
import io.github.spreadspring.protocol.RejectedException;
import io.github.spreadspring.protocol.SpreadVersion;

/**
 * Brings a connection from accept to session, or refuses it. Unlike the C daemon it takes
 * a handshake in any number of pieces, and gives up after a time.
 */
final class HandshakeHandler extends ChannelInboundHandlerAdapter {

	private static final Logger logger = System.getLogger(EmbeddedSpreadDaemon.class.getName());

	private final VirtualDaemon daemon;

	private final NettyConnection connection;

	private final ByteBuf received = Unpooled.buffer(AuthenticationMethods.CHOICE_SIZE);

	private @Nullable ConnectRequest request;

	private @Nullable MemberId id;

	private @Nullable Examination examination;

	private @Nullable ScheduledFuture<?> timeout;

	private boolean finished;

	HandshakeHandler(VirtualDaemon daemon, NettyConnection connection) {
		this.daemon = daemon;
		this.connection = connection;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		context.channel().closeFuture().addListener((future) -> this.daemon.faults().closed(this.connection));
		try {
			this.daemon.admit(this.connection);
		}
		catch (RejectedException ex) {
			reject(context, ex);
			return;
		}
		context.channel().closeFuture().addListener((future) -> this.daemon.connectionClosed());
		scheduleTimeout(context);
	}

	private void scheduleTimeout(ChannelHandlerContext context) {
		this.timeout = context.executor()
			.schedule(() -> timedOut(context), this.daemon.handshakeTimeout().toNanos(), TimeUnit.NANOSECONDS);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		ByteBuf bytes = (ByteBuf) message;
		try {
			if (!this.finished) {
				this.received.writeBytes(bytes);
				advance(context);
				boundReceived(context);
			}
		}
		catch (RejectedException ex) {
			reject(context, ex);
		}
		finally {
			bytes.release();
		}
	}

	private void boundReceived(ChannelHandlerContext context) {
		if (!this.finished && this.received.readableBytes() > ServerDialogue.MAX_LENGTH) {
			reject(context, new RejectedException(ErrorCode.REJECT_AUTH, "it has sent too much unasked"));
		}
	}

	private void advance(ChannelHandlerContext context) {
		if (this.examination != null) {
			this.examination.received();
			return;
		}
		ByteBuffer view = this.received.nioBuffer();
		if (this.id == null || this.request == null) {
			this.request = ConnectRequest.read(view);
			if (this.request == null) {
				return;
			}
			this.received.skipBytes(view.position());
			this.daemon.faults()
				.requireNone(ErrorCode.REJECT_VERSION, ErrorCode.REJECT_ILLEGAL_NAME, ErrorCode.REJECT_NOT_UNIQUE);
			this.id = this.daemon.claim(this.request.privateName());
			offer(context, this.request.version());
			view = this.received.nioBuffer();
		}
		if (!this.request.version().hasAuthentication()) {
			accept(context, this.request, this.id);
			return;
		}
		AuthenticationMethods choice = AuthenticationMethods.readChoice(view);
		if (choice != null) {
			this.received.skipBytes(view.position());
			examine(context, choice, this.request, this.id);
		}
	}

	private void offer(ChannelHandlerContext context, SpreadVersion client) {
		AuthenticationMethods offered = this.daemon.authentication().offer();
		if (client.hasAuthentication()) {
			context.writeAndFlush(Unpooled.wrappedBuffer(offered.toOffer()));
		}
		if (offered.names().isEmpty() || !client.hasAuthentication()) {
			this.daemon.authentication().requireNull();
		}
	}

	private void examine(ChannelHandlerContext context, AuthenticationMethods choice, ConnectRequest request,
			MemberId id) {
		this.examination = new Examination(this.daemon.authentication().methodsFor(choice),
				() -> new HandshakeDialogue(context, id, this.received), new Examination.Outcome() {

					@Override
					public void passed() {
						accept(context, request, id);
					}

					@Override
					public void failed(RejectedException reason) {
						reject(context, reason);
					}

				});
		this.examination.next();
	}

	private void accept(ChannelHandlerContext context, ConnectRequest request, MemberId id) {
		try {
			this.daemon.faults().requireNone(ErrorCode.REJECT_AUTH);
		}
		catch (RejectedException ex) {
			reject(context, ex);
			return;
		}
		this.id = null;
		Session session = this.daemon.open(id, request, this.connection);
		AcceptReply reply = new AcceptReply(SpreadVersion.CURRENT, id);
		context.writeAndFlush(Unpooled.wrappedBuffer(reply.toBytes(request.version())));
		ByteBuf pipelined = this.received.retain();
		context.pipeline().replace(this, null, new SessionHandler(session));
		context.pipeline().fireChannelRead(pipelined);
	}

	private void timedOut(ChannelHandlerContext context) {
		if (this.daemon.faults().isFrozen()) {
			scheduleTimeout(context);
			return;
		}
		RejectedException late = new RejectedException(ErrorCode.REJECT_AUTH,
				"not finished within " + this.daemon.handshakeTimeout());
		if (this.id != null) {
			reject(context, late);
		}
		else {
			// the C daemon has no code for this
			finish(late);
			context.close();
		}
	}

	private void reject(ChannelHandlerContext context, RejectedException reason) {
		finish(reason);
		ByteBuf code = Unpooled.wrappedBuffer(new byte[] { (byte) reason.code().code() });
		context.writeAndFlush(code).addListener(ChannelFutureListener.CLOSE);
	}

	private void finish(RejectedException reason) {
		this.finished = true;
		if (this.examination != null) {
			this.examination.close();
		}
		logger.log(Level.DEBUG,
				() -> "Handshake with %s refused: %s".formatted(this.connection.peer(), reason.getMessage()));
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (!(cause instanceof IOException)) {
			logger.log(Level.WARNING, () -> "Handshake with %s failed".formatted(this.connection.peer()), cause);
		}
		context.close();
	}

	/**
	 * Called when the session begins as well as when the channel closes before.
	 */
	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		this.finished = true;
		if (this.examination != null) {
			this.examination.close();
		}
		if (this.timeout != null) {
			this.timeout.cancel(false);
		}
		if (this.id != null) {
			this.daemon.release(this.id);
			this.id = null;
		}
		this.received.release();
	}

}

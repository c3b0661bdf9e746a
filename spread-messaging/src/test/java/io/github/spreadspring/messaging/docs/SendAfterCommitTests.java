package io.github.spreadspring.messaging.docs;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

import io.github.spreadspring.messaging.Peer;
import io.github.spreadspring.messaging.SpreadNetwork;
import io.github.spreadspring.messaging.SpreadOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages that go out when a transaction is committed, and only then.
 */
class SendAfterCommitTests {

	@RegisterExtension
	final SpreadNetwork network = new SpreadNetwork();

	private Peer peer;

	private Shop shop;

	private TransactionTemplate transaction;

	@BeforeEach
	void start() {
		this.peer = this.network.peer("peer").join("orders");
		AnnotationConfigApplicationContext context = this.network.start(Transactions.class, Shop.class,
				Announcer.class);
		this.shop = context.getBean(Shop.class);
		this.transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
	}

	@Test
	void whatWasRolledBackIsNotSentAndWhatWasCommittedIs() {
		this.transaction.executeWithoutResult((status) -> {
			this.shop.place("rolled back");
			status.setRollbackOnly();
		});
		this.transaction.executeWithoutResult((status) -> this.shop.place("committed"));
		assertThat(this.peer.text()).isEqualTo("{\"item\":\"committed\"}");
	}

	record OrderPlaced(String item) {

	}

	static class Shop {

		private final ApplicationEventPublisher events;

		Shop(ApplicationEventPublisher events) {
			this.events = events;
		}

		void place(String item) {
			this.events.publishEvent(new OrderPlaced(item));
		}

	}

	static class Announcer {

		private final SpreadOperations spread;

		Announcer(SpreadOperations spread) {
			this.spread = spread;
		}

		@TransactionalEventListener
		void on(OrderPlaced placed) {
			this.spread.convertAndSend("orders", placed);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class Transactions {

		@Bean
		PlatformTransactionManager transactionManager() {
			return new NothingToCommit();
		}

	}

	/**
	 * Transactions without any resource.
	 */
	static class NothingToCommit extends AbstractPlatformTransactionManager {

		@Override
		protected Object doGetTransaction() {
			return new Object();
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
			// nothing to begin
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			// nothing to commit
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
			// nothing to roll back
		}

	}

}

package io.github.spreadspring.boot.autoconfigure.docs

import io.github.spreadspring.boot.autoconfigure.SpreadAutoConfiguration
import io.github.spreadspring.client.session.SpreadSession
import io.github.spreadspring.daemon.EmbeddedSpreadDaemon
import io.github.spreadspring.messaging.SpreadTemplate
import io.github.spreadspring.messaging.annotation.SpreadListener
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.springframework.boot.autoconfigure.AutoConfigurations
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration
import org.springframework.boot.test.context.assertj.AssertableApplicationContext
import org.springframework.boot.test.context.runner.ApplicationContextRunner
import org.springframework.stereotype.Component
import java.time.Duration
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.reflect.typeOf

/**
 * Listeners and the template in Kotlin.
 */
class KotlinTests {

	private val daemon = EmbeddedSpreadDaemon.builder().build().start()

	private val runner = ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration::class.java, SpreadAutoConfiguration::class.java))
		.withPropertyValues("spread.address=" + daemon.address())

	@AfterEach
	fun stop() {
		daemon.close()
	}

	@Test
	fun `a listener answers what a template asks`() {
		runner.withUserConfiguration(Prices::class.java, Shop::class.java).run { context ->
			awaitIn(context, "prices")
			assertThat(context.getBean(Shop::class.java).priceOf(Order("1", listOf("tea", "milk")))).isEqualTo(Price(20))
		}
	}

	@Test
	fun `a property that JSON does not have gets its default`() {
		runner.withUserConfiguration(Prices::class.java).run { context ->
			awaitIn(context, "prices")
			val template = context.getBean(SpreadTemplate::class.java)
			val price = template.convertSendAndReceive("prices", Id("1"), Price::class.java)
			assertThat(price).isEqualTo(Price(0))
		}
	}

	@Test
	fun `a parameter that may be null gets nothing of an empty body`() {
		runner.withUserConfiguration(Book::class.java).run { context ->
			awaitIn(context, "orders")
			val template = context.getBean(SpreadTemplate::class.java)
			val book = context.getBean(Book::class.java)
			template.convertAndSend("orders", ByteArray(0))
			template.convertAndSend("orders", Order("1"))
			await().until { book.orders.size == 2 }
			assertThat(book.orders).containsExactly(null, Order("1"))
		}
	}

	@Test
	fun `the compiler knows what may be null`() {
		runner.run { context ->
			val template = context.getBean(SpreadTemplate::class.java)
			val session = context.getBean(SpreadSession::class.java)
			assertThat(isNullable { template.convertSendAndReceive("prices", Order("1"), Price::class.java) }).isTrue()
			assertThat(isNullable { template.receive("orders", Duration.ZERO) }).isTrue()
			assertThat(isNullable { session.privateGroup() }).isTrue()
			assertThat(isNullable { session.requirePrivateGroup() }).isFalse()
			assertThat(isNullable { template.to("orders") }).isFalse()
		}
	}

	@Test
	fun `a suspending function is refused with advice`() {
		runner.withUserConfiguration(Suspending::class.java).run { context ->
			assertThat(context).hasFailed()
			assertThat(context.startupFailure).rootCause()
				.hasMessageContaining("Suspending#on")
				.hasMessageContaining("suspend")
				.hasMessageContaining("runBlocking")
		}
	}

	private fun awaitIn(context: AssertableApplicationContext, group: String) {
		await().until { context.getBean(SpreadSession::class.java).view(group).isPresent }
	}

	/**
	 * The type is that which the compiler has found; nothing is called.
	 */
	private inline fun <reified T> isNullable(@Suppress("UNUSED_PARAMETER") call: () -> T): Boolean = typeOf<T>().isMarkedNullable

	@Component
	class Book {

		val orders = CopyOnWriteArrayList<Order?>()

		@SpreadListener("orders")
		fun on(order: Order?) {
			orders.add(order)
		}

	}

	@Component("suspending")
	class Suspending {

		@SpreadListener("orders")
		suspend fun on(order: Order) {
			throw IllegalStateException("never called with $order")
		}

	}

}

data class Order(val id: String, val items: List<String> = emptyList())

data class Price(val amount: Int)

@Component
class Prices {

	@SpreadListener("prices")
	fun priceOf(order: Order): Price = Price(order.items.size * 10)

}

@Component
class Shop(private val template: SpreadTemplate) {

	fun priceOf(order: Order): Price? = template.convertSendAndReceive("prices", order, Price::class.java)

}

data class Id(val id: String)

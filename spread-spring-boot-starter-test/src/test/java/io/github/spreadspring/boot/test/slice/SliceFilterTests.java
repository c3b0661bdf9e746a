package io.github.spreadspring.boot.test.slice;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.test.context.NestedTestConfiguration;
import org.springframework.test.context.NestedTestConfiguration.EnclosingConfiguration;

import io.github.spreadspring.boot.test.EmbeddedSpread;
import io.github.spreadspring.boot.test.SpreadTest;
import io.github.spreadspring.boot.test.TestRun;
import io.github.spreadspring.daemon.EmbeddedSpreadNetwork;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the filters of {@link SpreadTest}.
 */
@NestedTestConfiguration(EnclosingConfiguration.OVERRIDE)
class SliceFilterTests {

	@Test
	void aBeanThatAListenerNeedsIsNamed() {
		assertThat(TestRun.failure(WithoutPrices.class)).rootCause()
			.hasMessageContaining(Components.Prices.class.getName());
	}

	@Nested
	@SpreadTest(includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Components.Prices.class))
	class WithOneMore {

		@Test
		void itIsThere(@Autowired ApplicationContext context) {
			assertThat(context.getBeansOfType(Components.Prices.class)).hasSize(1);
			assertThat(context.getBeansOfType(Components.OrderDesk.class)).hasSize(1);
		}

	}

	@Nested
	@SpreadTest(excludeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Components.OrderDesk.class))
	@EmbeddedSpread(daemons = { "alpha", "beta" })
	class WithOneLess {

		@Test
		void itIsNotThere(@Autowired ApplicationContext context) {
			assertThat(context.getBeansOfType(Components.OrderDesk.class)).isEmpty();
			assertThat(context.getBeansOfType(Components.Stock.class)).hasSize(1);
		}

		@Test
		void theAnnotationBesideItSetsUpTheDaemons(EmbeddedSpreadNetwork network) {
			assertThat(network.daemons()).hasSize(2);
		}

	}

	@Nested
	@SpreadTest(useDefaultFilters = false)
	class WithNone {

		@Test
		void noComponentIsThere(@Autowired ApplicationContext context) {
			assertThat(context.getBeansOfType(Components.OrderDesk.class)).isEmpty();
			assertThat(context.getBeansOfType(Components.Stock.class)).isEmpty();
		}

	}

	@SpreadTest
	static class WithoutPrices {

		@Test
		void neverRuns() {
			throw new AssertionError("started");
		}

	}

}

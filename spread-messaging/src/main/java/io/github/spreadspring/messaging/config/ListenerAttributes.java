package io.github.spreadspring.messaging.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.util.StringUtils;

/**
 * Resolves placeholders and expressions in the attributes of annotations.
 */
class ListenerAttributes {

	private final ConfigurableBeanFactory beanFactory;

	private final BeanExpressionContext context;

	ListenerAttributes(ConfigurableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.context = new BeanExpressionContext(beanFactory, null);
	}

	@Nullable String text(String attribute) {
		Object value = resolve(attribute);
		return (value != null && StringUtils.hasText(value.toString())) ? value.toString().strip() : null;
	}

	@Nullable Boolean bool(String name, String attribute) {
		String text = text(attribute);
		if (text == null || text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
			return (text != null) ? Boolean.valueOf(text) : null;
		}
		throw new IllegalArgumentException("%s = \"%s\" is not allowed: true or false is".formatted(name, text));
	}

	@Nullable Integer number(String name, String attribute) {
		String text = text(attribute);
		try {
			return (text != null) ? Integer.valueOf(text) : null;
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("%s = \"%s\" is not a whole number".formatted(name, text), ex);
		}
	}

	<E extends Enum<E>> @Nullable E oneOf(String name, String attribute, Class<E> type) {
		String text = text(attribute);
		if (text == null) {
			return null;
		}
		List<String> allowed = new ArrayList<>();
		for (E constant : type.getEnumConstants()) {
			String word = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
			if (word.equalsIgnoreCase(text.replace('_', '-'))) {
				return constant;
			}
			allowed.add(word);
		}
		throw new IllegalArgumentException("%s = \"%s\" is not allowed: %s are".formatted(name, text, allowed));
	}

	<T> Optional<T> bean(String name, String attribute, Class<T> type) {
		Object value = resolve(attribute);
		if (type.isInstance(value)) {
			return Optional.of(type.cast(value));
		}
		String text = (value != null) ? value.toString().strip() : "";
		if (text.isEmpty()) {
			return Optional.empty();
		}
		try {
			return Optional.of(this.beanFactory.getBean(text, type));
		}
		catch (NoSuchBeanDefinitionException | BeanNotOfRequiredTypeException ex) {
			throw new IllegalArgumentException(
					"%s = \"%s\" is not known: there is no %s bean '%s'. Declare one, with @Import in a test slice, or name another"
						.formatted(name, attribute, type.getSimpleName(), text),
					ex);
		}
	}

	List<String> texts(String[] attributes) {
		List<String> texts = new ArrayList<>();
		for (String attribute : attributes) {
			flatten(resolve(attribute), texts);
		}
		return texts;
	}

	private void flatten(@Nullable Object value, List<String> texts) {
		if (value instanceof Iterable<?> several) {
			several.forEach((element) -> flatten(element, texts));
		}
		else if (value instanceof Object[] several) {
			for (Object element : several) {
				flatten(element, texts);
			}
		}
		else if (value != null) {
			texts.add(value.toString().strip());
		}
	}

	private @Nullable Object resolve(String attribute) {
		String text = this.beanFactory.resolveEmbeddedValue(attribute);
		BeanExpressionResolver expressions = this.beanFactory.getBeanExpressionResolver();
		return (expressions != null) ? expressions.evaluate(text, this.context) : text;
	}

}

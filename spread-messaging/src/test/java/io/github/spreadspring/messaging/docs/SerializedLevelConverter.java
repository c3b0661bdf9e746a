package io.github.spreadspring.messaging.docs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;

import org.springframework.messaging.Message;
import org.springframework.messaging.converter.AbstractMessageConverter;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.util.MimeTypeUtils;

/**
 * The example of a converter that reads serialized objects of one class.
 */
class SerializedLevelConverter extends AbstractMessageConverter {

	private static final ObjectInputFilter ONLY_LEVELS = ObjectInputFilter.Config
		.createFilter("maxbytes=1000;maxdepth=2;" + OldStockLevel.class.getName() + ";!*");

	SerializedLevelConverter() {
		super(MimeTypeUtils.APPLICATION_OCTET_STREAM);
		setStrictContentTypeMatch(false);
	}

	@Override
	protected boolean supports(Class<?> type) {
		return type == OldStockLevel.class;
	}

	@Override
	protected Object convertFromInternal(Message<?> message, Class<?> type, Object hint) {
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream((byte[]) message.getPayload()))) {
			in.setObjectInputFilter(ONLY_LEVELS);
			return in.readObject();
		}
		catch (InvalidClassException ex) {
			throw new MessageConversionException(message, "Not an object of the old programs: " + ex.getMessage(), ex);
		}
		catch (IOException | ClassNotFoundException ex) {
			throw new MessageConversionException(message, "No serialized object", ex);
		}
	}

}

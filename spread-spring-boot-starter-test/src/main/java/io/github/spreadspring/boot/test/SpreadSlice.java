package io.github.spreadspring.boot.test;

import java.io.IOException;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

import io.github.spreadspring.messaging.annotation.SpreadListener;
import io.github.spreadspring.messaging.annotation.SpreadListeners;

/**
 * How {@link SpreadTest} cuts its slice.
 */
final class SpreadSlice {

	private SpreadSlice() {
	}

	/**
	 * Reads the properties of {@link SpreadTest}.
	 */
	static class Bootstrapper extends TestSliceTestContextBootstrapper<SpreadTest> {

	}

	/**
	 * Finds listeners, besides the types that the includes file of {@link SpreadTest}
	 * lists.
	 */
	static class Components extends StandardAnnotationCustomizableTypeExcludeFilter<SpreadTest> {

		Components(Class<?> testClass) {
			super(testClass);
		}

		@Override
		protected boolean defaultInclude(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
			return super.defaultInclude(reader, factory) || isListener(reader, factory);
		}

		private static boolean isListener(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
			AnnotationMetadata type = reader.getAnnotationMetadata();
			while (!hasListener(type)) {
				String superclass = type.getSuperClassName();
				if (superclass == null || superclass.startsWith("java.")) {
					return false;
				}
				type = factory.getMetadataReader(superclass).getAnnotationMetadata();
			}
			return true;
		}

		private static boolean hasListener(AnnotationMetadata type) {
			return has(type, SpreadListener.class.getName()) || has(type, SpreadListeners.class.getName());
		}

		private static boolean has(AnnotationMetadata type, String annotation) {
			return type.hasAnnotation(annotation) || type.hasMetaAnnotation(annotation)
					|| type.hasAnnotatedMethods(annotation);
		}

	}

}

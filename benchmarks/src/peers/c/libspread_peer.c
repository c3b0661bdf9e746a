/*
 * A peer on libspread, see README.md for the command line and the lines it obeys.
 *
 *   cc -O2 -pthread libspread_peer.c -o libspread-peer -I<include> -L<lib> -lspread
 */
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sp.h>

#define MAX_CONNECTIONS 64
#define MAX_GROUPS 100
#define MAX_BODY 150000
#define MAX_SAMPLES 2000000

struct connection {
	int index;
	mailbox mbox;
	char self[MAX_GROUP_NAME];
	char *body;
	_Alignas(64) _Atomic long long messages;
};

static const char *role = "send";
static const char *address = "4803";
static const char *name = "s";
static const char *peer = "r";
static const char *group = "benchmark";
static const char *service_name = "AGREED";
static int size = 64;
static int connections = 1;
static int peers = 1;
static int window = 0;
static int ack = 0;

static struct connection all[MAX_CONNECTIONS];
static service message_service;
static long long samples[MAX_SAMPLES];
static _Atomic int sample_count;
static _Atomic int recording;

static void fail(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	printf("ERROR ");
	vprintf(format, arguments);
	printf("\n");
	va_end(arguments);
	fflush(stdout);
	_exit(1);
}

static int check(const char *what, int result)
{
	if (result < 0) {
		fail("%s: %s", what, SP_strerror(result));
	}
	return result;
}

static long long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* receives until there is a message; returns its type */
static int receive(struct connection *connection, int membership)
{
	char sender[MAX_GROUP_NAME];
	char groups[MAX_GROUPS][MAX_GROUP_NAME];

	for (;;) {
		service type = 0;
		int group_count = 0;
		int endian_mismatch = 0;
		int16 message_type = 0;
		int result = SP_receive(connection->mbox, &type, sender, MAX_GROUPS, &group_count, groups, &message_type,
				&endian_mismatch, MAX_BODY, connection->body);

		check("SP_receive", result);
		if (membership ? Is_reg_memb_mess(type) : Is_regular_mess(type)) {
			return message_type;
		}
	}
}

static void open_connection(struct connection *connection, int index, int join)
{
	char private_name[MAX_GROUP_NAME];
	int result;

	connection->index = index;
	connection->body = calloc(1, MAX_BODY);
	snprintf(private_name, sizeof(private_name), "%s%d", name, index);
	result = SP_connect(address, private_name, 0, 1, &connection->mbox, connection->self);
	if (result != ACCEPT_SESSION) {
		fail("SP_connect to %s: %s", address, SP_strerror(result));
	}
	if (join) {
		check("SP_join", SP_join(connection->mbox, group));
		receive(connection, 1);
	}
}

static void multicast(struct connection *connection, const char *to, service type, int message_type, int length)
{
	check("SP_multicast", SP_multicast(connection->mbox, type, to, (int16) message_type, length, connection->body));
}

static void count(struct connection *connection)
{
	long long messages = atomic_load_explicit(&connection->messages, memory_order_relaxed);

	atomic_store_explicit(&connection->messages, messages + 1, memory_order_relaxed);
}

static void *send_messages(void *argument)
{
	struct connection *connection = argument;
	long long acknowledged[MAX_CONNECTIONS] = { 0 };
	long long sent = 0;
	char *body = calloc(1, size + 1);

	for (;;) {
		while (window > 0) {
			long long slowest = acknowledged[0];
			int i;

			for (i = 1; i < peers; i++) {
				if (acknowledged[i] < slowest) {
					slowest = acknowledged[i];
				}
			}
			if (sent + 1 - slowest <= window) {
				break;
			}
			acknowledged[receive(connection, 0)] += ack;
		}
		check("SP_multicast",
				SP_multicast(connection->mbox, message_service, group, (int16) connection->index, size, body));
		sent++;
		count(connection);
	}
	return NULL;
}

static void *receive_messages(void *argument)
{
	struct connection *connection = argument;
	long long by_sender[MAX_CONNECTIONS] = { 0 };
	const char *daemon = strchr(connection->self + 1, '#');

	for (;;) {
		int sender = receive(connection, 0);

		count(connection);
		if (ack > 0 && ++by_sender[sender] % ack == 0) {
			char to[2 * MAX_GROUP_NAME];

			snprintf(to, sizeof(to), "#%s%d%s", peer, sender, daemon);
			multicast(connection, to, FIFO_MESS, connection->index, 0);
		}
	}
	return NULL;
}

static void *play(void *argument)
{
	struct connection *connection = argument;

	for (;;) {
		long long start = now();
		int next;

		multicast(connection, group, message_service, 0, size);
		receive(connection, 0);
		next = atomic_load(&sample_count);
		if (atomic_load(&recording) && next < MAX_SAMPLES) {
			samples[next] = now() - start;
			atomic_store(&sample_count, next + 1);
		}
		count(connection);
	}
	return NULL;
}

static int compare(const void *a, const void *b)
{
	long long difference = *(const long long *) a - *(const long long *) b;

	return (difference > 0) - (difference < 0);
}

static long long percentile(int number, double part)
{
	return number > 0 ? samples[(int) (number * part)] : 0;
}

static void print_round_trips(void)
{
	int number = atomic_load(&sample_count);

	atomic_store(&recording, 0);
	qsort(samples, number, sizeof(samples[0]), compare);
	printf("LATENCY %d %lld %lld %lld\n", number, percentile(number, 0.5), percentile(number, 0.99),
			percentile(number, 0.999));
	fflush(stdout);
}

static void start(void *(*work)(void *))
{
	int i;

	for (i = 0; i < connections; i++) {
		pthread_t thread;

		if (pthread_create(&thread, NULL, work, &all[i]) != 0) {
			fail("no thread");
		}
	}
}

static void mark(void)
{
	long long messages = 0;
	int i;

	for (i = 0; i < connections; i++) {
		messages += atomic_load(&all[i].messages);
	}
	atomic_store(&recording, !atomic_load(&recording));
	printf("MARK %lld %lld\n", now(), messages);
	fflush(stdout);
}

static void parse(const char *argument)
{
	static const struct { const char *key; const char **value; } texts[] = {
		{ "role=", &role }, { "address=", &address }, { "name=", &name }, { "peer=", &peer },
		{ "group=", &group }, { "service=", &service_name }
	};
	static const struct { const char *key; int *value; } numbers[] = {
		{ "size=", &size }, { "connections=", &connections }, { "peers=", &peers },
		{ "window=", &window }, { "ack=", &ack }
	};
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (strncmp(argument, texts[i].key, strlen(texts[i].key)) == 0) {
			*texts[i].value = argument + strlen(texts[i].key);
		}
	}
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		if (strncmp(argument, numbers[i].key, strlen(numbers[i].key)) == 0) {
			*numbers[i].value = atoi(argument + strlen(numbers[i].key));
		}
	}
}

static service service_of(const char *text)
{
	static const struct { const char *text; service type; } services[] = {
		{ "UNRELIABLE", UNRELIABLE_MESS }, { "RELIABLE", RELIABLE_MESS }, { "FIFO", FIFO_MESS },
		{ "CAUSAL", CAUSAL_MESS }, { "AGREED", AGREED_MESS }, { "SAFE", SAFE_MESS }
	};
	size_t i;

	for (i = 0; i < sizeof(services) / sizeof(services[0]); i++) {
		if (strcmp(text, services[i].text) == 0) {
			return services[i].type;
		}
	}
	fail("service %s is not known", text);
	return 0;
}

int main(int argc, char **argv)
{
	char line[64];
	int i;

	for (i = 1; i < argc; i++) {
		parse(argv[i]);
	}
	if (connections > MAX_CONNECTIONS || peers > MAX_CONNECTIONS || size > MAX_BODY) {
		fail("at most %d connections and bodies of %d bytes", MAX_CONNECTIONS, MAX_BODY);
	}
	message_service = service_of(service_name);
	for (i = 0; i < connections; i++) {
		open_connection(&all[i], i, strcmp(role, "send") != 0);
	}
	if (strcmp(role, "receive") == 0) {
		start(receive_messages);
	}
	else if (strcmp(role, "pingpong") == 0) {
		start(play);
	}
	printf("READY\n");
	fflush(stdout);
	while (fgets(line, sizeof(line), stdin) != NULL) {
		if (strcmp(line, "go\n") == 0 && strcmp(role, "send") == 0) {
			start(send_messages);
		}
		else if (strcmp(line, "mark\n") == 0) {
			mark();
		}
		else if (strcmp(line, "stop\n") == 0) {
			if (strcmp(role, "pingpong") == 0) {
				print_round_trips();
			}
			break;
		}
	}
	_exit(0);
}

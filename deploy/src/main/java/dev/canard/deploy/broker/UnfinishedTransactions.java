package dev.canard.deploy.broker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;

/**
 * Ends what a broker that was killed left open. Its clients were in the same process and are gone, so that what was going on can
 * be aborted at once rather than when it times out.
 *
 * <p>What was decided but not yet marked in all partitions would hang for ever: Kafka 4.3 sends the markers when it starts again,
 * but for a moment after a crash of the only broker no partition has a leader, and it takes such partitions for deleted. Then
 * the transaction counts as complete, while those who read committed records wait for its marker. It is written here.
 */
final class UnfinishedTransactions {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Set<TransactionState> DECIDED =
            Set.of(TransactionState.COMPLETE_COMMIT, TransactionState.COMPLETE_ABORT);
    private static final Set<TransactionState> OVER =
            Set.of(TransactionState.COMPLETE_COMMIT, TransactionState.COMPLETE_ABORT, TransactionState.EMPTY);

    private final Admin admin;
    private final String host;
    private final int port;

    UnfinishedTransactions(Admin admin, String host, int port) {
        this.admin = admin;
        this.host = host;
        this.port = port;
    }

    /** Ends them all, and returns when that is done. */
    void end() throws IOException, InterruptedException {
        try {
            awaitCoordinator();
            Map<String, TransactionDescription> transactions = describe();
            for (Map.Entry<String, TransactionDescription> transaction : transactions.entrySet()) {
                if (transaction.getValue().state() == TransactionState.ONGOING) {
                    admin.forceTerminateTransaction(transaction.getKey())
                            .result()
                            .get();
                }
            }
            Map<Long, TransactionDescription> byProducer = new HashMap<>();
            awaitOver().forEach(transaction -> byProducer.put(transaction.producerId(), transaction));
            for (Map.Entry<TopicPartition, List<ProducerState>> partition :
                    producers().entrySet()) {
                for (ProducerState producer : partition.getValue()) {
                    TransactionDescription transaction = byProducer.get(producer.producerId());
                    if (producer.currentTransactionStartOffset().isPresent()
                            && transaction != null
                            && DECIDED.contains(transaction.state())) {
                        mark(partition.getKey(), producer, transaction);
                    }
                }
            }
        } catch (ExecutionException e) {
            throw new IOException("cannot end the transactions of an earlier run: " + e.getCause(), e);
        }
    }

    /** Until it has read what it knows, it lists nothing; asked for one transaction, even an unknown one, it waits. */
    private void awaitCoordinator() throws ExecutionException, InterruptedException {
        try {
            admin.describeTransactions(Set.of("unknown")).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
                throw e;
            }
        }
    }

    private Map<String, TransactionDescription> describe() throws ExecutionException, InterruptedException {
        List<String> ids = admin.listTransactions().all().get().stream()
                .map(TransactionListing::transactionalId)
                .toList();
        return admin.describeTransactions(ids).all().get();
    }

    private List<TransactionDescription> awaitOver() throws ExecutionException, InterruptedException, IOException {
        long start = System.nanoTime();
        while (true) {
            List<TransactionDescription> all = List.copyOf(describe().values());
            if (all.stream().allMatch(transaction -> OVER.contains(transaction.state()))) {
                return all;
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IOException("the transactions of an earlier run do not end: " + all);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    private Map<TopicPartition, List<ProducerState>> producers() throws ExecutionException, InterruptedException {
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        List<TopicPartition> partitions = new ArrayList<>();
        admin.describeTopics(topics)
                .allTopicNames()
                .get()
                .forEach((name, topic) -> topic.partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition()))));
        Map<TopicPartition, List<ProducerState>> producers = new HashMap<>();
        admin.describeProducers(partitions)
                .all()
                .get()
                .forEach((partition, state) -> producers.put(partition, state.activeProducers()));
        return producers;
    }

    private void mark(TopicPartition partition, ProducerState producer, TransactionDescription transaction)
            throws IOException {
        TransactionResult result = transaction.state() == TransactionState.COMPLETE_COMMIT
                ? TransactionResult.COMMIT
                : TransactionResult.ABORT;
        short version = ApiKeys.WRITE_TXN_MARKERS.latestVersion();
        WriteTxnMarkersRequest request = new WriteTxnMarkersRequest.Builder(List.of(new TxnMarkerEntry(
                        producer.producerId(),
                        (short) transaction.producerEpoch(),
                        producer.coordinatorEpoch().orElse(0),
                        result,
                        List.of(partition),
                        (short) 2)))
                .build(version);
        AbstractResponse response = send(new RequestHeader(ApiKeys.WRITE_TXN_MARKERS, version, "canard", 0), request);
        ((WriteTxnMarkersResponse) response)
                .errorsByProducerId()
                .getOrDefault(producer.producerId(), Map.of())
                .forEach((where, error) -> {
                    if (error != Errors.NONE) {
                        throw new KafkaException("cannot end a transaction in " + where, error.exception());
                    }
                });
    }

    /** The request is one between brokers, which no client of Kafka sends. */
    private AbstractResponse send(RequestHeader header, WriteTxnMarkersRequest request) throws IOException {
        try (Socket socket = new Socket(host, port);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                DataInputStream in = new DataInputStream(socket.getInputStream())) {
            ByteBuffer bytes = request.serializeWithHeader(header);
            out.writeInt(bytes.remaining());
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            out.flush();
            byte[] answer = new byte[in.readInt()];
            in.readFully(answer);
            return AbstractResponse.parseResponse(ByteBuffer.wrap(answer), header);
        }
    }
}

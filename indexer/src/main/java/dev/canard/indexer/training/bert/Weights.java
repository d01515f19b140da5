package dev.canard.indexer.training.bert;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All weights of a network by name, in order. */
final class Weights {

    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    Map<String, Tensor> all() {
        return tensors;
    }

    Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no weights of the name " + name);
        }
        return tensor;
    }

    void put(String name, Tensor tensor) {
        tensors.put(name, tensor);
    }

    /**
     * The mean of each number.
     *
     * @param all of the same names and shapes, at least one
     */
    static Weights mean(List<Weights> all) {
        Weights mean = new Weights();
        all.getFirst().tensors.forEach((name, first) -> {
            float[] values = new float[first.values().length];
            for (Weights one : all) {
                float[] summand = one.get(name).values();
                for (int i = 0; i < values.length; i++) {
                    values[i] += summand[i] / all.size();
                }
            }
            mean.put(name, Tensor.of(values, first.shape()));
        });
        return mean;
    }

    /** Writes them so that a reader sees all of them or the file that was there before. */
    void save(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
            out.writeInt(tensors.size());
            for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
                out.writeUTF(entry.getKey());
                Tensor tensor = entry.getValue();
                out.writeInt(tensor.shape().length);
                for (long size : tensor.shape()) {
                    out.writeLong(size);
                }
                for (float value : tensor.values()) {
                    out.writeFloat(value);
                }
            }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws IOException if there is no such file, or it is cut off
     */
    static Weights load(Path file) throws IOException {
        Weights weights = new Weights();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int number = in.readInt();
            for (int n = 0; n < number; n++) {
                String name = in.readUTF();
                long[] shape = new long[in.readInt()];
                long size = 1;
                for (int i = 0; i < shape.length; i++) {
                    shape[i] = in.readLong();
                    size *= shape[i];
                }
                float[] values = new float[Math.toIntExact(size)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = in.readFloat();
                }
                weights.put(name, new Tensor(shape, values));
            }
        } catch (EOFException e) {
            throw new IOException(file + ": is cut off. Delete the file to train it anew", e);
        }
        return weights;
    }
}

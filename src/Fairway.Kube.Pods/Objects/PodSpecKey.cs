using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>
/// What of a pod's specification makes <see cref="PodSpec"/> what it is. Each pod of a template has a volume of its own
/// name for its token, the mounts of that, and a node: none of it is kept, so that ten thousand pods can share one
/// specification.
/// </summary>
internal static class PodSpecKey
{
    // Objects are read one after the other on a thread.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? scratch;

    /// <summary>The key of a whole specification; good until the next is asked for on this thread.</summary>
    public static ReadOnlySpan<byte> Of(JsonElement spec)
    {
        var key = Begin();
        foreach (var field in spec.EnumerateObject())
        {
            if (field.NameEquals("nodeName"u8))
            {
                continue;
            }

            key.Write(JsonMarshal.GetRawUtf8PropertyName(field));
            if (IsContainers(field))
            {
                AddContainers(key, field.Value);
            }
            else if (field.NameEquals("volumes"u8) && field.Value.ValueKind == JsonValueKind.Array)
            {
                AddVolumes(key, field.Value);
            }
            else
            {
                key.Write(JsonMarshal.GetRawUtf8Value(field.Value));
            }
        }

        return key.WrittenSpan;
    }

    /// <summary>The key of a list of containers; good until the next is asked for on this thread.</summary>
    public static ReadOnlySpan<byte> OfContainers(JsonElement containers)
    {
        var key = Begin();
        AddContainers(key, containers);
        return key.WrittenSpan;
    }

    private static ArrayBufferWriter<byte> Begin()
    {
        scratch ??= new ArrayBufferWriter<byte>(4096);
        scratch.ResetWrittenCount();
        return scratch;
    }

    private static bool IsContainers(JsonProperty field) =>
        field.Value.ValueKind == JsonValueKind.Array
        && (field.NameEquals("containers"u8) || field.NameEquals("initContainers"u8)
            || field.NameEquals("ephemeralContainers"u8));

    private static void AddContainers(ArrayBufferWriter<byte> key, JsonElement containers)
    {
        foreach (var container in containers.EnumerateArray())
        {
            key.Write("["u8);
            if (container.ValueKind != JsonValueKind.Object)
            {
                key.Write(JsonMarshal.GetRawUtf8Value(container));
                continue;
            }

            foreach (var field in container.EnumerateObject())
            {
                if (!field.NameEquals("volumeMounts"u8))
                {
                    key.Write(JsonMarshal.GetRawUtf8PropertyName(field));
                    key.Write(JsonMarshal.GetRawUtf8Value(field.Value));
                }
            }
        }
    }

    private static void AddVolumes(ArrayBufferWriter<byte> key, JsonElement volumes)
    {
        foreach (var volume in volumes.EnumerateArray())
        {
            if (!NeedReading.IsFree(volume))
            {
                key.Write(JsonMarshal.GetRawUtf8Value(volume));
            }
        }
    }
}

using System.Buffers;
using System.Text.Json;
using Fairway.Kube.Caching;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Kube.Pods.Running;

/// <summary>
/// Reads views out of what watches tell, without what no view keeps: who owns which field, a third of an object; and of
/// a pod whose specification is still the same, the specification.
/// </summary>
internal static class ViewReading
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = ObjectText.MostDepth };

    // Objects are read one after the other on a thread.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? scratch;

    /// <summary>Reads whole objects.</summary>
    public static ObjectReading<T> Of<T>(Func<JsonElement, T> read)
        where T : class => (utf8, _) => Read(ObjectText.Without(utf8, Begin()), read);

    /// <summary>Reads pods.</summary>
    public static PodView OfPods(ReadOnlySpan<byte> utf8, PodView? before)
    {
        // A pod gets its node without a new generation; nothing else of its specification can change so.
        return before is not null
            && ObjectText.WithoutSpec(utf8, before.Meta.Uid, before.Meta.Generation, Begin(), out var node) is { } rest
                ? Read(rest, PodView.ReadWithoutSpec) with { Spec = before.Spec, NodeName = node }
                : Read(ObjectText.Without(utf8, Begin()), PodView.Read);
    }

    private static T Read<T>(ReadOnlyMemory<byte> utf8, Func<JsonElement, T> read)
    {
        using var document = JsonDocument.Parse(utf8, Deep);
        return read(document.RootElement);
    }

    private static ArrayBufferWriter<byte> Begin()
    {
        scratch ??= new ArrayBufferWriter<byte>(8192);
        scratch.ResetWrittenCount();
        return scratch;
    }
}

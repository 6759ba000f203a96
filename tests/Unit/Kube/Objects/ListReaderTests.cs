using System.Buffers;
using System.Text;
using System.Text.Json;
using Fairway.Api;
using Fairway.Api.Components;
using Fairway.Kube;
using Fairway.Kube.Objects;
using Xunit;

namespace Fairway.Tests.Kube.Objects;

public sealed class ListReaderTests
{
    private const string List = """
        {"kind":"ComponentList", "metadata":{"resourceVersion":"12","continue":"abc"}, "items": [
          {"metadata":{"name":"a","resourceVersion":"3"},"spec":{"part":"first, \"quoted\" ] }"}} ,
          {"metadata":{"name":"b","resourceVersion":"4"},"spec":{"part":"zweite – ü"}},
          {"metadata":{"name":"c","resourceVersion":"5"}}
        ], "other":[1,{"items":[]}]}
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(4096)]
    public void A_list_is_the_same_however_its_body_is_cut(int size)
    {
        var seen = new List<string>();

        var page = ListReader.Read(
            Cut(Encoding.UTF8.GetBytes(List), size), ApiJson.Default.Component,
            (head, item) => seen.Add($"{head.Key.Name} {head.Version} {item.Metadata.Name} {item.Spec.Part}"));

        Assert.Equal(["a 3 a first, \"quoted\" ] }", "b 4 b zweite – ü", "c 5 c "], seen);
        Assert.Equal("abc", page.Continue);
        Assert.Equal("12", page.Version.ToString());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4096)]
    public void An_item_that_does_not_fit_is_named(int size)
    {
        var list = List.Replace("\"zweite – ü\"", "5", StringComparison.Ordinal);

        var fault = Assert.Throws<JsonException>(() => ListReader.Read(
            Cut(Encoding.UTF8.GetBytes(list), size), ApiJson.Default.Component, (_, _) => { }));

        Assert.StartsWith("b cannot be read as Component: ", fault.Message, StringComparison.Ordinal);
    }

    private static ReadOnlySequence<byte> Cut(byte[] body, int size)
    {
        var first = new Piece(body.AsMemory(0, Math.Min(size, body.Length)));
        var last = first;
        for (var at = size; at < body.Length; at += size)
        {
            last = last.Append(body.AsMemory(at, Math.Min(size, body.Length - at)));
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory) => Memory = memory;

        public Piece Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}

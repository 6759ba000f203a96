using System.Buffers;
using System.Text;
using System.Text.Json;
using Fairway.Kube;
using Fairway.Kube.Objects;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Kube.Objects;

public sealed class ObjectHeadReaderTests
{
    [Fact]
    public void The_head_is_read_wherever_it_stands()
    {
        var head = Read("""
            {"spec":{"metadata":{"name":"not me"}},"status":null,"metadata":{"labels":{"name":"nor me"},"uid":"u",
            "ownerReferences":[{"kind":"A","name":"a","uid":"1"},{"apiVersion":"apps/v1","controller":true,
            "kind":"B","name":"b","uid":"2","blockOwnerDeletion":true},{"kind":"C","controller":false,"name":"c"}],
            "resourceVersion":"7","name":"me","namespace":"ns"},"kind":"X"}
            """);
        Assert.Equal(new ObjectKey("ns", "me"), head.Key);
        Assert.Equal(("u", "7"), (head.Uid, head.Version.ToString()));
        Assert.Equal(new OwnerRef("apps/v1", "B", "b", "2"), head.Controller);
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"n"}}""", null)]
    [InlineData("""{"metadata":{"name":"n","namespace":"","ownerReferences":null}}""", null)]
    public void What_is_absent_is_null(string json, string? ns)
    {
        var head = Read(json);
        Assert.Equal(new ObjectKey(ns, "n"), head.Key);
        Assert.Null(head.Controller);
        Assert.True(head.Version.IsNone);
    }

    [Fact]
    public void Objects_of_one_owner_share_its_texts()
    {
        const string Json = """
            {"metadata":{"name":"a","namespace":"ns","ownerReferences":[{"apiVersion":"v1","kind":"K","name":"o",
            "uid":"1","controller":true}]}}
            """;
        var first = Read(Json);
        var next = Encoding.UTF8.GetBytes(Json.Replace("\"a\"", "\"b\"", StringComparison.Ordinal));
        var second = ObjectHeadReader.Read(next, first);
        Assert.Equal(new ObjectKey("ns", "b"), second.Key);
        Assert.Same(first.Controller, second.Controller);
        Assert.Same(first.Key.Namespace, second.Key.Namespace);
        var other = Encoding.UTF8.GetBytes(Json.Replace("\"o\"", "\"p\"", StringComparison.Ordinal));
        Assert.Equal("p", ObjectHeadReader.Read(other, first).Controller!.Name);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"metadata":[]}""")]
    [InlineData("""{"metadata":{"name":7}}""")]
    [InlineData("""{"metadata":{"ownerReferences":{}}}""")]
    public void Metadata_of_another_shape_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => Read(json));

    [Fact]
    public void A_list_is_read_across_segments_in_any_order()
    {
        const string List = """
            {"items":[{"metadata":{"name":"a","namespace":"ns","resourceVersion":"3"},"data":{"value":"1"}},
            {"metadata":{"name":"b"},"data":null}],"kind":"List",
            "metadata":{"x":{},"continue":"next","resourceVersion":"9"}}
            """;
        var items = new List<string>();
        var page = ListReader.Read(
            Pieces(List),
            ItemJson.Default.Item,
            (head, item) => items.Add($"{head.Key} {head.Version} {item.Value}"));
        Assert.Equal(["ns/a 3 1", "b 0 "], items);
        Assert.Equal(("9", "next"), (page.Version.ToString(), page.Continue));
    }

    [Fact]
    public void An_item_that_does_not_fit_is_named()
    {
        var error = Assert.Throws<JsonException>(() => ListReader.Read(
            Pieces("""{"items":[{"metadata":{"name":"a","namespace":"ns"},"data":7}]}"""),
            ItemJson.Default.Item,
            (_, _) => { }));
        Assert.StartsWith("ns/a cannot be read as Item", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_without_items_is_empty()
    {
        var items = 0;
        ListReader.Read(Pieces("""{"items":null,"metadata":{}}"""), ItemJson.Default.Item, (_, _) => items++);
        Assert.Equal(0, items);
    }

    private static ObjectHead Read(string json) => ObjectHeadReader.Read(Encoding.UTF8.GetBytes(json));

    /// <summary>One byte a segment.</summary>
    private static ReadOnlySequence<byte> Pieces(string text)
    {
        Piece? first = null, last = null;
        foreach (var part in Encoding.UTF8.GetBytes(text))
        {
            last = new Piece(part, last);
            first ??= last;
        }

        return new ReadOnlySequence<byte>(first!, 0, last!, 1);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(byte value, Piece? before)
        {
            Memory = new[] { value };
            if (before is not null)
            {
                RunningIndex = before.RunningIndex + 1;
                before.Next = this;
            }
        }
    }
}

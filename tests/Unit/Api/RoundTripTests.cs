using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Api;
using Xunit;

namespace Fairway.Tests.Api;

/// <summary>Resources survive being written and read.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<Type> Kinds => [.. ApiKind.All];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_written_is_read_as_it_was(Type kind) => Gen.Int.Sample(
        seed =>
        {
            var type = ApiJson.Default.GetTypeInfo(kind)!;
            var made = new RandomResource(seed).Of(kind);

            var written = JsonSerializer.Serialize(made, type);
            var read = JsonSerializer.Deserialize(written, type)!;

            Assert.Equal(written, JsonSerializer.Serialize(read, type));
        },
        iter: 100);

    [Theory]
    [MemberData(nameof(InitialValueTests.Records), MemberType = typeof(InitialValueTests))]
    public void Nothing_that_a_record_holds_is_left_unwritten(Type record)
    {
        var written = (JsonObject)JsonSerializer.SerializeToNode(
            new RandomResource(1, isFull: true).Record(record), ApiJson.Default.GetTypeInfo(record)!)!;

        Assert.Equal(
            ApiRecords.PropertiesOf(record).Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))
                .Order(StringComparer.Ordinal),
            written.Select(field => field.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_object_names_its_kind_and_comes_head_first(Type kind)
    {
        var written = JsonSerializer.Serialize(
            new RandomResource(1).Of(kind), ApiJson.Default.GetTypeInfo(kind)!);

        Assert.StartsWith(
            $$"""{"apiVersion":"{{ApiKind.Of(kind).ApiVersion}}","kind":"{{kind.Name}}","metadata":{"name":""",
            written,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_of_a_later_version_are_passed_over()
    {
        var read = JsonSerializer.Deserialize(
            """{"kind":"Rollout","spec":{"later":{"a":[1]},"change":"c"},"later":1}""", ApiJson.Default.Rollout)!;

        Assert.Equal("c", read.Spec.Change);
    }
}

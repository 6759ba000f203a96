using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Schema;
using Fairway.Schema.Custom;
using Fairway.Schema.Defaults;
using Xunit;

namespace Fairway.Tests.Schema.Custom;

/// <summary>Laws of pruning and defaulting, for any schema and any value.</summary>
public sealed class ShapingPropertyTests
{
    private static readonly GroupVersionKind Widget = new("example.com", "v1", "Widget");

    [Fact]
    public void Pruning_twice_is_pruning_once() => Sample((value, schema) =>
    {
        CustomPruner.Prune(value, schema);
        var once = value.DeepClone();
        return CustomPruner.Prune(value, schema).IsEmpty && JsonNode.DeepEquals(once, value);
    });

    [Fact]
    public void Defaulting_twice_is_defaulting_once() => Sample((value, schema) =>
    {
        CustomPruner.Prune(value, schema);
        SchemaDefaulter.Apply(value, schema);
        var once = value.DeepClone();
        SchemaDefaulter.Apply(value, schema);
        return JsonNode.DeepEquals(once, value);
    });

    [Fact]
    public void Defaults_are_never_pruned() => Sample((value, schema) =>
    {
        CustomPruner.Prune(value, schema);
        SchemaDefaulter.Apply(value, schema);
        var defaulted = value.DeepClone();
        return CustomPruner.Prune(value, schema).IsEmpty && JsonNode.DeepEquals(defaulted, value);
    });

    [Fact]
    public void What_has_not_changed_is_never_refused() => Sample((value, schema) =>
    {
        CustomPruner.Prune(value, schema);
        return CustomValidator.Check(value, (JsonObject)value.DeepClone(), schema).IsEmpty;
    });

    private static void Sample(Func<JsonObject, SchemaNode, bool> law) =>
        Gen.Select(SchemaGen.Kind, SchemaGen.Value).Sample(
            (schema, value) => law(
                (JsonObject)value.DeepClone(), CustomSchemaReader.ReadKind(schema, "com.example.v1.Widget", Widget)),
            iter: 400);
}

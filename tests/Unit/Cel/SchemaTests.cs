using System.Text.Json.Nodes;
using Fairway.Cel;
using Fairway.Cel.Schemas;
using Fairway.Cel.Types;
using Fairway.Cel.Values;
using Fairway.Schema;
using Fairway.Schema.Custom;
using Xunit;

namespace Fairway.Tests.Cel;

public sealed class SchemaTests
{
    private const string Places =
        """
        "when": {"type": "string", "format": "date-time"},
        "day": {"type": "string", "format": "date"},
        "span": {"type": "string", "format": "duration"},
        "data": {"type": "string", "format": "byte"},
        "port": {"x-kubernetes-int-or-string": true},
        "number": {"type": "number"},
        "gone": {"type": "string", "nullable": true},
        "names": {"type": "array", "x-kubernetes-list-type": "set", "items": {"type": "string"}},
        "same": {"type": "array", "x-kubernetes-list-type": "set", "items": {"type": "string"}},
        "parts": {"type": "array", "items":
          {"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["key-name"],
            "items": {"type": "object", "properties": {"key-name": {"type": "string"}, "value": {"type": "integer"}}}}},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "namespace": {"type": "string"},
        "a-b": {"type": "object", "properties": {"c.d": {"type": "integer"}}},
        "raw": {"type": "object", "x-kubernetes-preserve-unknown-fields": true},
        "any": {"x-kubernetes-preserve-unknown-fields": true},
        "inner": {"type": "object", "x-kubernetes-embedded-resource": true,
          "properties": {"spec": {"type": "object", "properties": {"x": {"type": "integer"}}}}}
        """;

    private const string Object =
        """
        {"apiVersion": "v1", "kind": "Thing", "metadata": {"name": "one", "labels": {"a": "b"}},
         "when": "2024-02-29T12:00:00Z", "day": "2024-02-29", "span": "1h", "data": "YWJj", "port": "http", "number": 1,
         "gone": null, "names": ["a", "b"], "same": ["b", "a"],
         "parts": [[{"key-name": "x", "value": 1}, {"key-name": "y", "value": 2}],
           [{"key-name": "y", "value": 2}, {"key-name": "x", "value": 1}], [{"key-name": "y", "value": 3}]],
         "labels": {"app.kubernetes.io/name": "n"}, "namespace": "ns", "a-b": {"c.d": 4}, "raw": {"u": 1}, "any": 1,
         "inner": {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": {"x": 7}}}
        """;

    private static readonly SchemaNode Schema = CustomSchemaReader.Read(JsonNode.Parse(
        "{\"type\": \"object\", \"properties\": {" + Places + "}}")!.AsObject());

    [Theory]
    [InlineData("self.when.getFullYear() == 2024 && self.day < self.when")]
    [InlineData("self.span == duration('60m')")]
    [InlineData("self.data == b'abc'")]
    [InlineData("type(self.port) == string && self.port == 'http'")]
    [InlineData("self.number == 1.0 && type(self.number) == double")]
    [InlineData("!has(self.gone)")]
    [InlineData("self.names == self.same && self.names == ['b', 'a']")]
    [InlineData("self.names + ['b', 'c'] == ['a', 'b', 'c']")]
    [InlineData("(self.names + ['c']).size() == 3 && (self.names + ['a']).size() == 2")]
    [InlineData("self.parts[0] == self.parts[1] && self.parts[0] != self.parts[2]")]
    [InlineData("self.parts[0] + self.parts[2] == [self.parts[0][0], self.parts[2][0]]")]
    [InlineData("self.parts[0].exists(p, p.key__dash__name == 'y' && p.value == 2)")]
    [InlineData("self.labels['app.kubernetes.io/name'] == 'n' && self.labels.all(k, k.contains('/'))")]
    [InlineData("self.namespace == 'ns' && self.__namespace__ == 'ns'")]
    [InlineData("self.a__dash__b.c__dot__d == 4")]
    [InlineData("self.metadata.name == 'one' && self.kind == 'Thing' && self.apiVersion == 'v1'")]
    [InlineData("self.inner.metadata.name == 'p' && self.inner.spec.x == 7 && self.inner.kind == 'Pod'")]
    [InlineData("self.raw == self.raw && self == self")]
    public void Expressions_see_an_object_as_its_schema_says(string expression)
    {
        var result = Compile(expression).Program?.Evaluate(
            new CelActivation().Set("self", SchemaValues.Of(JsonNode.Parse(Object), Schema, isRoot: true)),
            new CelBudget(CelLimits.PerCall),
            TestContext.Current.CancellationToken);
        Assert.Equal("", Compile(expression).Display);
        Assert.Null(result!.Error);
        Assert.True(result.IsTrue);
    }

    [Theory]
    [InlineData("self.metadata.labels", "undefined field 'labels'")]
    [InlineData("self.any", "undefined field 'any'")]
    [InlineData("self.raw.u", "undefined field 'u'")]
    [InlineData("self.when == 'x'", "found no matching overload for '_==_' applied to '(timestamp, string)'")]
    [InlineData("self.a__dash__b + 1", "found no matching overload for '_+_' applied to '(selfType.a__dash__b, int)'")]
    [InlineData(
        "self.parts[0][0] == 1",
        "found no matching overload for '_==_' applied to '(selfType.parts.@idx.@idx, int)'")]
    public void What_a_schema_does_not_show_cannot_be_named(string expression, string message) =>
        Assert.Equal(message, Compile(expression).Issues[0].Message);

    [Theory]
    [InlineData("""{"when": "yesterday"}""", "self.when == self.when", "Invalid date-time formatted string yesterday")]
    [InlineData("""{"number": "1"}""", "self.number > 0.0", "invalid data, expected float, got string")]
    [InlineData("""{"names": null}""", "size(self.names) == 0", "no such key: names")]
    [InlineData("""{"labels": {"a": null}}""", "self.labels['a'] == ''", "invalid data, got null")]
    public void What_does_not_fit_its_schema_is_an_error_when_it_is_reached(
        string given, string expression, string message)
    {
        var result = Compile(expression).Program!.Evaluate(
            new CelActivation().Set("self", SchemaValues.Of(JsonNode.Parse(given), Schema, isRoot: true)),
            new CelBudget(CelLimits.PerCall),
            TestContext.Current.CancellationToken);
        Assert.StartsWith(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Built_in_kinds_have_types_too_even_those_that_contain_themselves()
    {
        var definition = BuiltInSchemas.Find("io.k8s.api.apps.v1.Deployment")!;
        var declaration = SchemaTypes.From(definition, "apps.v1.Deployment", isRoot: true)!;
        var environment = CelEnvironment.Kubernetes.With("object", declaration.Type);
        Assert.NotNull(CelCompiler.Compile(
            "object.spec.replicas < 5 && object.metadata.labels['a'] == 'b'", environment).Program);
        Assert.Equal(
            "undefined field 'replica'", CelCompiler.Compile("object.spec.replica > 1", environment).Issues[0].Message);
        var recursive = BuiltInSchemas.Find(
            "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition")!;
        Assert.NotNull(SchemaTypes.From(recursive, "crd", isRoot: true)!.Fields["spec"]);
    }

    [Theory]
    [InlineData("name", "name")]
    [InlineData("a-b", "a__dash__b")]
    [InlineData("a.b/c", "a__dot__b__slash__c")]
    [InlineData("a__b", "a__underscores__b")]
    [InlineData("in", "__in__")]
    [InlineData("$ref", null)]
    [InlineData("1a", null)]
    public void Names_of_properties_are_escaped(string name, string? escaped)
    {
        Assert.Equal(escaped, FieldNames.Escape(name));
        if (escaped is not null)
        {
            Assert.Equal(name, FieldNames.Unescape(escaped));
        }
    }

    private static CelCompilation Compile(string expression)
    {
        var type = SchemaTypes.From(Schema, "selfType", isRoot: true)!.Type;
        Assert.Equal(CelTypeKind.Struct, type.Kind);
        return CelCompiler.Compile(expression, CelEnvironment.Kubernetes.With("self", type));
    }
}

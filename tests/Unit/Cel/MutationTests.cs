using Fairway.Cel;
using Fairway.Cel.Values;
using Xunit;

namespace Fairway.Tests.Cel;

public sealed class MutationTests
{
    [Theory]
    [InlineData("Object{spec: Object.spec{replicas: 3}}", """{"spec":{"replicas":3}}""")]
    [InlineData("Object{?spec: optional.none(), kind: 'x'}", """{"kind":"x"}""")]
    [InlineData(
        "[JSONPatch{op: 'add', path: '/a/' + jsonpatch.escapeKey('x/y~z'), value: Object.a{b: [1]}}]",
        """[{"op":"add","path":"/a/x~1y~0z","value":{"b":[1]}}]""")]
    [InlineData("{'a': Object.b{}}.a == Object.b{}", "true")]
    public void Policies_make_objects_and_patches(string expression, string json)
    {
        var program = CelCompiler.Compile(expression, CelEnvironment.Mutation).Program!;
        var result = program.Evaluate(
            CelActivation.Empty, new CelBudget(CelLimits.PerCall), TestContext.Current.CancellationToken);
        Assert.Equal(json, result.Value!.ToJson()!.ToJsonString());
    }

    [Theory]
    [InlineData("JSONPatch{op: 1}", "expected type of field 'op' is 'string' but provided type is 'int'")]
    [InlineData("JSONPatch{other: 1}", "undefined field 'other'")]
    [InlineData("Other{}", "undeclared reference to 'Other' (in container '')")]
    public void What_is_no_such_object_is_refused(string expression, string message) =>
        Assert.Equal(message, CelCompiler.Compile(expression, CelEnvironment.Mutation).Issues[0].Message);

    [Fact]
    public void Objects_know_their_types()
    {
        var program = CelCompiler.Compile("Object{spec: Object.spec{}}", CelEnvironment.Mutation).Program!;
        var made = Assert.IsType<CelObject>(
            program.Evaluate(
                CelActivation.Empty, new CelBudget(CelLimits.PerCall), TestContext.Current.CancellationToken).Value);
        Assert.Equal("Object", made.Type.Name);
        Assert.Equal("Object.spec", made.Fields.Get("spec")!.Type.Name);
    }

    [Fact]
    public void Objects_of_policies_are_unknown_elsewhere() =>
        Assert.Null(CelCompiler.Compile("Object{}", CelEnvironment.Kubernetes).Program);
}

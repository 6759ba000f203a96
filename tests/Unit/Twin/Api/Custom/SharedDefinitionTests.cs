using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Schema.Custom;
using Fairway.Twin.Api.Definitions;
using Xunit;

namespace Fairway.Tests.Twin.Api.Custom;

public sealed class SharedDefinitionTests
{
    [Fact]
    public void Clusters_with_equal_definitions_have_one_table()
    {
        var (one, other) = (Read("uid-1", "7", "Gadget"), Read("uid-2", "7", "Gadget"));
        Assert.Same(one, other);
        Assert.Same(SharedDefinitions.TableOf([one]), SharedDefinitions.TableOf([other]));
        Assert.NotNull(SharedDefinitions.TableOf([one]).Find("tests.example", "v1", "gadgets"));
    }

    [Fact]
    public void Definitions_that_differ_in_anything_that_is_read_are_not_shared()
    {
        var known = Read("uid-1", "7", "Gadget");
        Assert.NotSame(known, Read("uid-1", "8", "Gadget"));
        Assert.NotSame(known, Read("uid-1", "7", "Widget"));
        Assert.NotSame(known, Read("uid-1", "7", "Gadget", established: "False"));
        ImmutableArray<CustomDefinition> two = [known, Read("uid-1", "8", "Gadget")];
        Assert.NotSame(SharedDefinitions.TableOf([known]), SharedDefinitions.TableOf([two[1]]));
    }

    private static CustomDefinition Read(string uid, string revision, string kind, string established = "True") =>
        SharedDefinitions.Of((JsonObject)JsonNode.Parse(
            $$$"""
            {"metadata":{"name":"gadgets.tests.example","uid":"{{{uid}}}","resourceVersion":"{{{revision}}}",
             "generation":1},
             "spec":{"group":"tests.example","scope":"Namespaced","names":{"plural":"gadgets","kind":"{{{kind}}}"},
             "versions":[{"name":"v1","served":true,"storage":true,
             "schema":{"openAPIV3Schema":{"type":"object"} } }]},
             "status":{"acceptedNames":{"plural":"gadgets","kind":"{{{kind}}}"},
             "conditions":[{"type":"Established","status":"{{{established}}}"}]}}
            """)!);
}

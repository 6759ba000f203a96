using Fairway.Cel.Libraries;

namespace Fairway.Cel.Functions;

/// <summary>What all functions do.</summary>
internal static class AllBodies
{
    public static FunctionBodies Make()
    {
        var bodies = new FunctionBodies();
        StandardBodies.AddTo(bodies);
        TimeBodies.AddTo(bodies);
        StringBodies.AddTo(bodies);
        ListBodies.AddTo(bodies);
        OptionalBodies.AddTo(bodies);
        ListLibrary.AddTo(bodies);
        RegexLibrary.AddTo(bodies);
        UrlLibrary.AddTo(bodies);
        QuantityLibrary.AddTo(bodies);
        AddressLibrary.AddTo(bodies);
        FormatLibrary.AddTo(bodies);
        SemverLibrary.AddTo(bodies);
        AuthorizerLibrary.AddTo(bodies);
        JsonPatchLibrary.AddTo(bodies);
        return bodies;
    }
}

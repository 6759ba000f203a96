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
        return bodies;
    }
}

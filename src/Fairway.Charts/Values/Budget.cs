namespace Fairway.Charts.Values;

/// <summary>What a rendering may still spend. A template that loops or explodes is an error, and no hang.</summary>
internal sealed class Budget(RenderLimits limits, CancellationToken cancel)
{
    private const int StepsBetweenLooks = 1024;

    private long steps = limits.Steps;
    private long characters = limits.Text;
    private int depth;

    /// <summary>How many characters may still be made.</summary>
    public int Left => (int)Math.Min(characters, int.MaxValue);

    /// <summary>One step of evaluation, or several.</summary>
    /// <exception cref="GoError">There are none left.</exception>
    public void Step(long count = 1)
    {
        steps -= count;
        if (steps < 0)
        {
            throw new GoError($"the rendering takes more than {limits.Steps} steps; look for a loop that grows");
        }

        if (steps % StepsBetweenLooks == 0)
        {
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Text that is made, be it printed or not.</summary>
    /// <exception cref="GoError">It is too much.</exception>
    public void Charge(long length)
    {
        characters -= length;
        if (characters < 0)
        {
            throw new GoError($"the rendering makes more than {limits.Text} bytes of text; look for a loop that grows");
        }
    }

    /// <summary>One template inside another.</summary>
    /// <exception cref="GoError">They are nested too deeply.</exception>
    public void Enter(string name)
    {
        if (++depth > limits.Depth)
        {
            throw new GoError(
                $"rendering template has a nested reference name: {name}: "
                    + $"templates are nested more than {limits.Depth} deep");
        }
    }

    public void Leave() => depth--;
}

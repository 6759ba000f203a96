using Fairway.Charts.Values;

namespace Fairway.Charts.Templates.Evaluation;

/// <summary>The variables that are in force, the innermost last.</summary>
internal sealed class Variables
{
    private readonly List<(string Name, GoValue Value)> stack = [];

    public int Mark => stack.Count;

    public void Push(string name, GoValue value) => stack.Add((name, value));

    public void Pop(int mark) => stack.RemoveRange(mark, stack.Count - mark);

    /// <summary>The one pushed <paramref name="depth"/>-last gets another value.</summary>
    public void SetTop(int depth, GoValue value)
    {
        var at = stack.Count - depth;
        stack[at] = (stack[at].Name, value);
    }

    /// <exception cref="GoError">There is none of that name.</exception>
    public void Set(string name, GoValue value) => stack[Find(name)] = (name, value);

    /// <exception cref="GoError">There is none of that name.</exception>
    public GoValue Get(string name) => stack[Find(name)].Value;

    private int Find(string name)
    {
        for (var i = stack.Count - 1; i >= 0; i--)
        {
            if (stack[i].Name == name)
            {
                return i;
            }
        }

        throw new GoError($"undefined variable: {name}");
    }
}

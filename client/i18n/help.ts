/** The help's texts in English: the frame, and what Arena's pictures show. */
export const helpEn = {
  title: "How to play",
  open: "Help",
  openKey: "Help (H)",
  done: "Got it",
  devices: { keyboard: "Keyboard", touch: "Touch", gamepad: "Gamepad" },
  arena: {
    move: "Move",
    aim: "Aim and fire",
    dash: "Dash",
    finds: "Finds",
    score: "Score",
    teams: "Teams",
    shield: "Shield",
    moveBy: {
      keyboard: (keys: string) => `${keys} or your other keys`,
      touch: () => "Left thumb",
      gamepad: () => "Left stick",
    },
    aimBy: {
      keyboard: "Mouse aims, hold its button",
      touch: "Right thumb; push farther to fire",
      gamepad: "Right stick aims, trigger or A fires",
    },
    dashBy: {
      keyboard: (key: string) => `${key}: a short leap`,
      touch: () => "The round button: a short leap",
      gamepad: () => "B or left trigger: a short leap",
    },
    findsText: "Health, speed, double damage: walk over them",
    scoreBy: {
      keyboard: (key: string) => `A point for each one you fell; hold ${key} for all`,
      touch: () => "A point for each one you fell; the list button shows all",
      gamepad: () => "A point for each one you fell; hold select for all",
    },
    teamsText: "Sun against Moon: your bolts spare your own",
    shieldText: "After a return nothing hurts you, until you fire",
  },
};

export const helpZh: typeof helpEn = {
  title: "怎么玩",
  open: "帮助",
  openKey: "帮助（H）",
  done: "明白了",
  devices: { keyboard: "键盘", touch: "触屏", gamepad: "手柄" },
  arena: {
    move: "移动",
    aim: "瞄准与射击",
    dash: "冲刺",
    finds: "拾取",
    score: "得分",
    teams: "队伍",
    shield: "护盾",
    moveBy: {
      keyboard: (keys) => `${keys} 或你设的其他键`,
      touch: () => "左拇指",
      gamepad: () => "左摇杆",
    },
    aimBy: {
      keyboard: "鼠标瞄准，按住左键",
      touch: "右拇指；推得更远即射击",
      gamepad: "右摇杆瞄准，扳机或 A 射击",
    },
    dashBy: {
      keyboard: (key) => `${key}：短距突进`,
      touch: () => "圆形按钮：短距突进",
      gamepad: () => "B 或左扳机：短距突进",
    },
    findsText: "生命、加速、双倍伤害：走过即得",
    scoreBy: {
      keyboard: (key) => `击倒一人得一分；按住 ${key} 看全部`,
      touch: () => "击倒一人得一分；点列表按钮看全部",
      gamepad: () => "击倒一人得一分；按住选择键看全部",
    },
    teamsText: "日队对月队：不会误伤队友",
    shieldText: "归来后不会受伤，直到你开火",
  },
};

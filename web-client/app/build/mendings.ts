import type { Mending } from './largeBoards.ts';

const INDEX = 'dist/prod/index.js';
const CHUNK = 'dist/prod/chunk-K2UTITRG.js';

/**
 * What Excalidraw does with every element of a board, or with every pair of selected ones, in each frame or whenever
 * somebody changes one of them.
 */
export const MENDINGS: readonly Mending[] = [
  // Where the pointer is: the outline of every element was computed, to see whether it is there. A frame's name and a
  // label may be further away than what they belong to reaches.
  {
    file: INDEX,
    code:
      'return(n&&i?this.scene.getNonDeletedElements():this.scene.getNonDeletedElements().filter(' +
      'c=>(i||!c.locked)&&(n||!(Y(c)&&c.containerId)))).filter(c=>this.hitElement(t,r,c))',
    instead:
      'let easelAt=30/this.state.zoom.value;return(this.easelHit??=new easel.Seen(c=>' +
      '/frame$/.test(c.type)||c.boundElements?.some(m=>m.type==="text")))' +
      '.among(this.scene.getNonDeletedElements(),[t-easelAt,r-easelAt,t+easelAt,r+easelAt],' +
      'c=>(i||!c.locked)&&(n||!(Y(c)&&c.containerId))&&this.hitElement(t,r,c))',
  },
  // What is seen, and a map of all elements beside it, which the scene has.
  {
    file: INDEX,
    code: 'C(this,"getRenderableElements",(()=>{let o=',
    instead: 'C(this,"getRenderableElements",(()=>{let easelSeen=new easel.Seen,o=',
  },
  {
    file: INDEX,
    code:
      'let d=[];for(let p of r.values())ka(p,m,c,{zoom:n,offsetLeft:i,offsetTop:a,scrollX:l,scrollY:s},r)' +
      '&&d.push(p);return d',
    instead:
      'let d={zoom:n,offsetLeft:i,offsetTop:a,scrollX:l,scrollY:s};return easelSeen.among(' +
      'this.scene.getNonDeletedElements(),[-l,-s,m/n.value-l,c/n.value-s],p=>r.has(p.id)&&ka(p,m,c,d,r))',
  },
  {
    file: INDEX,
    code: 'f=t({elements:h,editingTextElement:m,newElementId:d,pendingImageElementId:p})',
    instead:
      'f=m||d||p?new easel.Without(this.scene.getNonDeletedElementsMap(),[m?.type==="text"&&m.id,d,p])' +
      ':this.scene.getNonDeletedElementsMap()',
  },
  // A canvas is drawn at each change of Excalidraw's state, of which there are several in a frame.
  {
    file: INDEX,
    code: 'Sg=Un(e=>{let o=Z1(e)',
    instead: 'Sg=easel.onceAFrame(e=>{let o=easel.marks.draw(e,Z1,Sg.again)',
  },
  { file: INDEX, code: 'X5=Un(e=>', instead: 'X5=easel.onceAFrame(e=>' },
  // Of elements, only what has changed since, and what comes into view.
  {
    file: CHUNK,
    code: 'x7=pd(e=>{dp(e)},{trailing:!0})',
    instead:
      'x7=easel.painted(easel.onceAFrame,dp,{boundsOf:C,textOf:oe,shapeOf:e=>he.get(e),pictureOf:e=>Jo.get(e),' +
      'make:(e,t)=>{he.generateElementShape(e,e.type==="freedraw"?null:t.renderConfig),' +
      'F1(e,t.allElementsMap,t.renderConfig,t.appState)},forget:e=>Jo.delete(e)})',
  },
  // A canvas has whole pixels: another number was taken as another size at each change of the state, and emptied it.
  {
    file: INDEX,
    code: 'let l=e.appState.width*e.scale,s=e.appState.height*e.scale;n.width!==l',
    instead: 'let l=Math.floor(e.appState.width*e.scale),s=Math.floor(e.appState.height*e.scale);n.width!==l',
  },
  // What is drawn at once is drawn after what waits. Outlines that were drawn before are not drawn over it at rest.
  {
    file: INDEX,
    code: 'if(o){Sg(e);return}',
    instead: 'if(o){Sg(e);return}Sg.flush(),Sg.cancel(),easel.marks.cancel();',
  },
  { file: INDEX, code: 'if(o){X5(e);return}', instead: 'if(o){X5(e);return}X5.flush();' },
  {
    file: INDEX,
    code: 'destroy(){Sg.cancel(),',
    instead: 'destroy(){Sg.cancel(),easel.marks.cancel(),X5.cancel(),',
  },
  { file: CHUNK, code: 'if(t){x7(e);return}', instead: 'if(t){x7(e);return}x7.flush(e.canvas);' },
  // Its state was changed once for each element that a gesture changes.
  {
    file: INDEX,
    code: 't===!0?this.scene.triggerUpdate():this.setState({})',
    instead:
      't===!0?this.scene.triggerUpdate():this.easelAsked||(this.easelAsked=!0,' +
      'queueMicrotask(()=>{this.easelAsked=!1}),this.setState({}))',
  },
  {
    file: INDEX,
    code: 'render(){let t=this.scene.getSelectedElements(this.state)',
    instead: 'render(){this.easelAsked=!1;let t=this.scene.getSelectedElements(this.state)',
  },
  // Outlines of what is selected: whether it is was asked of all.
  {
    file: INDEX,
    code: 'for(let S of o.values()){let I=[],_=l.remoteSelectedElementIds.get(S.id)',
    instead:
      'for(let S of easel.outlined(o,T,l.remoteSelectedElementIds)){let I=[],' +
      '_=l.remoteSelectedElementIds.get(S.id)',
  },
  { file: INDEX, code: 'E.forEach(S=>$1(d,a,S))', instead: 'easel.marks.outline(d,a,E,$1)' },
  // Web pages on the canvas.
  {
    file: INDEX,
    code: 'let t=new Set,r=!1;this.scene.getNonDeletedElements().filter(n=>{if(Et(n))',
    instead:
      'let easelAll=this.scene.getNonDeletedElements();if(this.easelPaged===easelAll)return;' +
      'this.easelPaged=easelAll,this.easelPages=easelAll.filter(n=>Et(n)||Qr(n));' +
      'let t=new Set,r=!1;this.easelPages.filter(n=>{if(Et(n))',
  },
  {
    file: INDEX,
    code: 'i=this.scene.getNonDeletedElements().filter(a=>Et(a)&&this.embedsValidationStatus.get(a.id)===!0||Qr(a))',
    instead:
      'i=(this.easelPaged===this.scene.getNonDeletedElements()?this.easelPages:this.scene.getNonDeletedElements())' +
      '.filter(a=>Et(a)&&this.embedsValidationStatus.get(a.id)===!0||Qr(a))',
  },
  // The panel of properties: each of its controls looked for the selected elements among all.
  {
    file: CHUNK,
    code: 'Es=e=>e.filter(t=>!t.isDeleted)',
    instead: 'Es=easel.onceATask(e=>e.filter(t=>!t.isDeleted))',
  },
  {
    file: CHUNK,
    code: 'at=(e,t,n)=>{let r=new Set,o=[];',
    instead: 'at=easel.selected((e,t,n)=>{let r=new Set,o=[];',
  },
  {
    file: CHUNK,
    code: 'i.push(a)}),i}return o},Rb=',
    instead: 'i.push(a)}),i}return o}),Rb=',
  },
  {
    file: INDEX,
    code: '(r===!0?a:a.filter(c=>r(c)),o,t)',
    instead: '(r===!0?$(a,o):$(a,o).filter(c=>r(c)),o,t)',
  },
  {
    file: CHUNK,
    code: 'Ib=function(){',
    instead: 'easelSome=easel.onceATask((e,t)=>e.some(n=>t[n.id]),t=>[t]),Ib=function(){',
  },
  {
    file: CHUNK,
    code: 'n=o.some(a=>i.selectedElementIds[a.id])',
    instead: 'n=easelSome(o,i.selectedElementIds)',
  },
  // It was drawn anew whenever somebody else moved their pointer, or drew.
  {
    file: INDEX,
    code: 'Z(Gc,{appState:o,elementsMap:b.scene.getNonDeletedElementsMap(),renderAction:e.renderAction,app:b})',
    instead:
      '(b.easelPanel??=new easel.Panel).draw({appState:o,elements:b.scene.getNonDeletedElementsMap(),' +
      'language:qo().code},()=>Z(Gc,{appState:o,elementsMap:b.scene.getNonDeletedElementsMap(),' +
      'renderAction:e.renderAction,app:b}))',
  },
  // The outline of each group that is selected: its elements were looked for among all.
  {
    file: CHUNK,
    code: 'an=(e,t)=>{let n=[];for(let r of e.values())Lb(r,t)&&n.push(r);return n}',
    instead: 'an=easel.inGroup',
  },
  // A rectangle that selects: the bounds of all elements, and of their frames.
  {
    file: CHUNK,
    code: 'ui=(e,t,n,r=!0)=>{let[o,i,a,s]=C(t,n),d=e.filter(c=>{',
    instead: 'ui=(e,t,n,r=!0)=>{let[o,i,a,s]=C(t,n),d=e.filter(c=>{if(!easel.mayTouch(c,o,i,a,s))return!1;',
  },
  // A copy of each element when a pointer goes down.
  {
    file: INDEX,
    code: 'originalElements:this.scene.getNonDeletedElements().reduce((m,d)=>(m.set(d.id,xr(d)),m),new Map)',
    instead: 'originalElements:new easel.Originals(this.scene.getNonDeletedElements(),xr)',
  },
  {
    file: INDEX,
    code: '[...t.originalElements.values()]',
    instead: 't.originalElements.selected(this.state)',
    times: 2,
  },
  {
    file: CHUNK,
    code: 'e[l]=U,o=!0}}return ',
    instead: 'o||easel.changing(e),e[l]=U,o=!0}}return ',
  },
  // All elements were put into maps again whenever others had changed one.
  {
    file: CHUNK,
    code: 'An=e=>{let t=e7(e)',
    instead: 'An=e=>{if(easel.areOrdered(e))return e;let t=e7(e)',
  },
  {
    file: CHUNK,
    code: 'u9(n),this.elements=An(n),this.elementsMap.clear(),',
    instead:
      'u9(n),easel.forget(),n=An(n);' +
      'if(easel.changeScene(this,n,de,i=>Hn.mapElementToScene(i,this))){this.triggerUpdate();return}' +
      'this.elements=n,this.elementsMap.clear(),',
  },
  // Where a line or a stroke is: all its points were looked at, several times in each frame.
  {
    file: CHUNK,
    code: 'Gm=e=>{let[t,n,r,o]=va(e.points)',
    instead:
      'easelCurve=easel.remembered(e=>Hr(e)),easelPoints=easel.remembered(va),' +
      'Gm=e=>{let[t,n,r,o]=easelPoints(e.points)',
  },
  { file: CHUNK, code: '[b,E,g,h]=Hr(m)', instead: '[b,E,g,h]=easelCurve(m)' },
  {
    file: CHUNK,
    code: 'c=Hr(s,([U,p])=>',
    instead: 'c=e.angle===0?easel.moved(easelCurve(s),e):Hr(s,([U,p])=>',
  },
  {
    file: CHUNK,
    code: 'if(Ce(t)){let[l,U,p,m]=va(',
    instead: 'if(Ce(t)){if(t.angle===0)return[o,i,a,s];let[l,U,p,m]=va(',
  },
  // What is not turned was turned by nothing all the same, at some ten calls for each element and each outline.
  {
    file: CHUNK,
    code: 'else if(ae(t))r=zm(t,d,c,n);else if(t.type==="diamond")',
    instead:
      'else if(t.angle===0&&(!ae(t)||t.points.length>1&&he.get(t)&&!oe(t,n)))r=[o,i,a,s];' +
      'else if(ae(t))r=zm(t,d,c,n);else if(t.type==="diamond")',
  },
  {
    file: CHUNK,
    code:
      't.save(),t.scale(1/window.devicePixelRatio,1/window.devicePixelRatio);let b=oe(i,o);' +
      'if(ee(i)&&b){let E=(e.boundTextCanvas',
    instead:
      'let b=oe(i,o);if(i.angle===0&&!("scale"in i)&&!(ee(i)&&b)){let E=window.devicePixelRatio;' +
      't.drawImage(e.canvas,d+r.scrollX-a/E,c+r.scrollY-a/E,e.canvas.width/s/E,e.canvas.height/s/E);return}' +
      't.save(),t.scale(1/window.devicePixelRatio,1/window.devicePixelRatio);if(ee(i)&&b){let E=(e.boundTextCanvas',
  },
  {
    file: INDEX,
    code: 'nl=(e,o,t,r,n,i,a,l,s=!1,c=0)=>{e.save()',
    instead: 'nl=(e,o,t,r,n,i,a,l,s=!1,c=0)=>{if(l===0&&!s&&!c){e.strokeRect(o,t,r,n);return}e.save()',
  },
  // A second canvas for each element, which only an arrow with a label needs.
  {
    file: CHUNK,
    code: 'E=document.createElement("canvas"),g=E.getContext("2d");if(ee(e)&&b){',
    instead: 'E=ee(e)&&b?document.createElement("canvas"):null,g=E?.getContext("2d");if(E){',
  },
  // The panel of properties was drawn anew at each movement of a drag.
  { file: CHUNK, code: 'snapLines:[]}', instead: 'snapLines:easel.NOTHING}', times: 4 },
  // Where an arrow that is let go ends: the distance to every element.
  {
    file: CHUNK,
    code: 'si=(e,{x:t,y:n},r,o,i)=>{let a=pi(e,e.width,e.height,o),s=ti(e,r)',
    instead:
      'si=(e,{x:t,y:n},r,o,i)=>{let a=pi(e,e.width,e.height,o);if(!easel.mayTouch(e,t-a,n-a,t+a,n+a))return!1;' +
      'let s=ti(e,r)',
  },
  // A second copy of the whole board, for an undo that is not used here: the project's is. It was compared with the
  // board at each change of others, and what they had deleted never left it.
  {
    file: CHUNK,
    code: 'maybeClone(t,n){let r=this.maybeCreateElementsSnapshot(t)',
    instead: 'maybeClone(){return this}easelUnused(t,n){let r=this.maybeCreateElementsSnapshot(t)',
  },
  // A drag: of each element that is dragged, the ids of all that are, whether an arrow is bound to it or not.
  {
    file: CHUNK,
    code: 'i=fb(o);xt(e)&&ci(t,e,',
    instead: 'i={has:id=>(o?easelIds(o):fb(o)).has(id)};xt(e)&&ci(t,e,',
  },
  {
    file: CHUNK,
    code: 'fb=e=>new Set((e||[]).map(t=>t.id)),',
    instead: 'fb=e=>new Set((e||[]).map(t=>t.id)),easelIds=easel.remembered(fb),',
  },
  {
    file: CHUNK,
    code: 'l=F9(c,n,o,i);s.forEach(U=>{',
    instead: 'l=F9(c,n,o,i),easelAll=[...s];s.forEach(U=>{',
  },
  {
    file: CHUNK,
    code: 'Jt(U,r.getElementsMapIncludingDeleted(),{simultaneouslyUpdated:Array.from(s)})',
    instead: 'Jt(U,r.getElementsMapIncludingDeleted(),{simultaneouslyUpdated:easelAll})',
  },
];
